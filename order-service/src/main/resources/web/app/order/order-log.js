import { css, html, LitElement } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { duration, exactClock, label } from '../format.js';
import { placeOf, STEPS } from '../model/saga.js';
import { badges, statusBadge } from '../view/badges.js';
import { glyph } from '../view/glyphs.js';
import { base } from '../view/styles.js';

const SIGNS = {
  STARTED: 'RUNNING',
  STEP_DONE: 'DONE',
  STEP_REFUSED: 'REFUSED',
  STEP_UNDONE: 'UNDONE',
  STEP_FAILED: 'ATTENTION',
  RESENT: 'SENT',
  CANCEL_REQUESTED: 'CANCELLED',
  EXPIRED: 'WAITING',
  RETRY_REQUESTED: 'SENT',
};

const TITLES = {
  STARTED: 'The order was accepted, the saga started',
  STEP_DONE: 'done',
  STEP_REFUSED: 'refused',
  STEP_UNDONE: 'undone',
  STEP_FAILED: 'failed technically; it is tried again',
  RESENT: 'No answer in time: asked again',
  CANCEL_REQUESTED: 'The customer cancelled',
  EXPIRED: 'Out of patience: turned back',
  RETRY_REQUESTED: 'An operator had it sent again',
};

/** All that happened to one saga, with the messages that went out and their attempts. */
class OrderLog extends LitElement {
  static properties = {
    entries: { attribute: false },
    startedAt: { type: Number },
  };

  static styles = [
    base,
    badges,
    css`
      ol {
        margin-top: 0.8rem;
      }
      li {
        display: grid;
        grid-template-columns: 6.2rem 1.6rem minmax(0, 1fr);
        gap: 0 0.8rem;
        position: relative;
        padding-bottom: 0.95rem;
      }
      li:last-child {
        padding-bottom: 0.2rem;
      }
      li:not(:last-child)::before {
        content: '';
        position: absolute;
        left: calc(6.2rem + 0.8rem + 0.8rem - 0.5px);
        top: 1.6rem;
        bottom: 0;
        border-left: 1px solid var(--line-strong);
      }
      .when {
        text-align: right;
        font-variant-numeric: tabular-nums;
        line-height: 1.3;
        padding-top: 0.1rem;
      }
      .when small {
        display: block;
        font-size: 0.78rem;
        color: var(--ink-soft);
      }
      .sign {
        width: 1.6rem;
        height: 1.6rem;
        display: grid;
        place-items: center;
        border-radius: 50%;
        border: 1px solid var(--tone, var(--line-strong));
        color: var(--tone, var(--ink-soft));
        background: var(--tone-soft, var(--card));
      }
      .sign .glyph {
        width: 0.9rem;
        height: 0.9rem;
      }
      [data-event='STEP_DONE'] {
        --tone: var(--green);
        --tone-soft: var(--green-soft);
      }
      [data-event='STEP_REFUSED'],
      [data-event='EXPIRED'] {
        --tone: var(--red);
        --tone-soft: var(--red-soft);
      }
      [data-event='STEP_UNDONE'],
      [data-event='CANCEL_REQUESTED'] {
        --tone: var(--violet);
        --tone-soft: var(--violet-soft);
      }
      [data-event='STEP_FAILED'],
      [data-event='RESENT'] {
        --tone: var(--amber);
        --tone-soft: var(--amber-soft);
      }
      .title {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.1rem 0.6rem;
        font-weight: 550;
      }
      .sends {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem;
        margin-top: 0.3rem;
      }
      .sends li {
        display: inline-flex;
        gap: 0.35rem;
        padding: 0.05rem 0.5rem;
        border: 1px solid var(--line);
        border-radius: 5px;
        background: var(--raised);
        font-size: 0.82rem;
      }
      .sends li::before {
        display: none;
      }
      .sends li.undo {
        border: 1px dashed var(--violet);
        color: var(--violet);
        background: var(--violet-soft);
      }
      @media (max-width: 34rem) {
        .entry {
          grid-template-columns: 1.6rem minmax(0, 1fr);
        }
        .entry:not(:last-child)::before {
          left: calc(0.8rem - 0.5px);
        }
        .when {
          grid-column: 2;
          grid-row: 1;
          text-align: left;
        }
        .when small {
          display: inline;
        }
        .sign {
          grid-row: 1 / span 2;
        }
      }
    `,
  ];

  render() {
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">What happened</h2>
      <ol data-testid="log">
        ${repeat(this.entries, ({ sequence }) => sequence, (entry) => this.#entry(entry))}
      </ol>
    </section>`;
  }

  #entry(entry) {
    const sends = entry.sends ?? [];
    return html`<li class="entry" data-testid="entry" data-event=${entry.event} data-sequence=${entry.sequence}>
      <p class="when">
        ${exactClock(entry.at)} <small>+${duration(Date.parse(entry.at) - this.startedAt)}</small>
      </p>
      <span class="sign">${glyph(SIGNS[entry.event] ?? 'UNKNOWN')}</span>
      <div>
        <p class="title">
          ${titleOf(entry)} ${entry.status && entry.status !== 'PENDING' ? statusBadge(entry.status) : null}
        </p>
        <p class="small soft">
          ${entry.why ? html`<span>${label(entry.why)}</span>` : null}
          ${entry.from && entry.from !== entry.to ? html`${entry.why ? ' · ' : ''}saga ${label(entry.from)} → ${label(entry.to)}` : null}
        </p>
        ${sends.length === 0
          ? null
          : html`<ul class="sends" aria-label="Sent">
              ${sends.map(
                ({ step, command, attempt }) => html`<li class=${isUndo(step, command) ? 'undo' : ''}>
                  <span>→ ${command}</span>${attempt > 1 ? html`<span class="soft">attempt ${attempt}</span>` : null}
                </li>`,
              )}
            </ul>`}
      </div>
    </li>`;
  }
}

function titleOf({ event, step }) {
  const title = TITLES[event] ?? label(event);
  return step === undefined ? title : `${label(step)}: ${title}`;
}

function isUndo(step, command) {
  return STEPS[placeOf(step)]?.undo === command;
}

customElements.define('order-log', OrderLog);
