import { css, html, LitElement, nothing } from 'lit';
import { count } from '../format.js';
import { badges } from '../view/badges.js';
import { glyph } from '../view/glyphs.js';
import { base } from '../view/styles.js';

const SAID_EVERY = 20_000;
const UNKNOWN = { counts: {} };

/** How many orders there are of each kind: exact, whatever the board's rows leave out. */
class BoardCounters extends LitElement {
  static properties = {
    board: { attribute: false },
    version: { type: Number },
    now: { type: Number },
  };

  static styles = [
    base,
    badges,
    css`
      dl.card {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: 1px;
        padding: 0;
        overflow: hidden;
        background: var(--line);
      }
      div {
        background: var(--card);
        padding: 0.7rem 0.95rem 0.75rem;
        display: flex;
        flex-direction: column;
      }
      dt {
        display: flex;
        align-items: center;
        gap: 0.35rem;
        font-size: 0.82rem;
        color: var(--ink-soft);
        white-space: nowrap;
      }
      dt .glyph {
        width: 0.9rem;
        height: 0.9rem;
        color: var(--tone, var(--ink-soft));
      }
      dd {
        font-size: 1.5rem;
        line-height: 1.25;
        font-weight: 600;
        letter-spacing: -0.015em;
        font-variant-numeric: tabular-nums;
      }
      .raised dd {
        color: var(--amber);
      }
      @media (max-width: 46rem) {
        dl.card {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
        div {
          padding: 0.5rem 0.7rem;
        }
        dd {
          font-size: 1.2rem;
        }
        dt {
          font-size: 0.78rem;
        }
      }
    `,
  ];

  #said = '';
  #saidAt = 0;

  render() {
    const { counts, inFlight, needsAttention } = this.board.known ? this.board : UNKNOWN;
    return html`<section aria-label="Counters">
      <dl class="card">
        ${counter('in-flight', 'In flight', inFlight, 'RUNNING', '')}
        ${counter('pending', 'Pending', counts.PENDING, 'SENT', 'PENDING')}
        ${counter('confirmed', 'Confirmed', counts.CONFIRMED, 'CONFIRMED', 'CONFIRMED')}
        ${counter('rejected', 'Rejected', counts.REJECTED, 'REJECTED', 'REJECTED')}
        ${counter('cancelled', 'Cancelled', counts.CANCELLED, 'CANCELLED', 'CANCELLED')}
        ${counter('attention', 'Attention', needsAttention, 'ATTENTION', 'ATTENTION', needsAttention > 0)}
      </dl>
      <p class="unseen" role="status">${this.#summary()}</p>
    </section>`;
  }

  /** For those who hear the page: now and then, in one sentence. */
  #summary() {
    if (this.board.known && this.now - this.#saidAt >= SAID_EVERY) {
      const { counts, needsAttention } = this.board;
      const decided = `${counts.CONFIRMED} confirmed, ${counts.REJECTED} rejected, ${counts.CANCELLED} cancelled`;
      this.#said = `${counts.PENDING} orders pending, ${decided}, ${needsAttention} need attention.`;
      this.#saidAt = this.now;
    }
    return this.#said;
  }
}

function counter(name, title, value, sign, status, raised = false) {
  return html`<div data-status=${status} class=${raised ? 'raised' : ''}>
    <dt>${glyph(sign)}${title}</dt>
    <dd data-testid="count-${name}" data-value=${value ?? nothing}>${value === undefined ? '–' : count(value)}</dd>
  </div>`;
}

customElements.define('board-counters', BoardCounters);
