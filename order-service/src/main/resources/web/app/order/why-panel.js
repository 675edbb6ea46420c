import { css, html, LitElement } from 'lit';
import { bytes, count, duration, label, moment } from '../format.js';
import { glyph } from '../view/glyphs.js';
import { base } from '../view/styles.js';

const CAUSES = {
  MOVING: 'It is moving',
  NOT_RELAYED: 'The command has not left the outbox',
  NOT_CONSUMED: 'Nobody has read the command yet',
  HANDLER_FAILING: 'The participant fails to carry it out',
  PARKED: 'The message was put aside',
  ANSWER_NOT_RELAYED: 'The answer has not left the participant’s outbox',
  ANSWER_NOT_CONSUMED: 'The answer has not been read yet',
  AWAITING_DEADLINE: 'It waits for an answer, until it asks again',
  AWAITING_OPERATOR: 'It waits for an operator',
  UNKNOWN: 'The cause is not known',
  FINAL: 'It has ended',
};

/** Why a saga does not move: one cause, what shows it, and what may be done. */
class WhyPanel extends LitElement {
  static properties = {
    why: { attribute: false },
    now: { type: Number },
  };

  static styles = [
    base,
    css`
      section.card {
        border-color: color-mix(in srgb, var(--amber) 45%, var(--card));
        background: var(--amber-soft);
      }
      h2 {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        font-weight: 550;
        font-size: 0.85rem;
        color: var(--amber);
      }
      .cause {
        font-size: 1.1rem;
        font-weight: 650;
        margin: 0.3rem 0 0.1rem;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 2rem;
        margin-top: 0.8rem;
      }
      dt {
        font-size: 0.8rem;
        color: color-mix(in srgb, var(--ink) 80%, var(--amber-soft));
      }
      dd {
        font-weight: 550;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
      .advice {
        margin-top: 0.8rem;
        padding-top: 0.7rem;
        border-top: 1px solid color-mix(in srgb, var(--amber) 35%, transparent);
      }
    `,
  ];

  render() {
    const { cause, summary, since, evidence, advice } = this.why;
    const waits = since === undefined ? null : duration(Math.max(0, this.now - Date.parse(since)));
    return html`<section class="card" aria-labelledby="title" data-testid="why" data-cause=${cause}>
      <h2 id="title">${glyph('WAITING')}Why is it waiting?</h2>
      <div role="status">
        <p class="cause">${CAUSES[cause] ?? label(cause)}</p>
        <p>${summary}</p>
      </div>
      <dl>
        ${waits === null ? null : item('For', waits)}
        ${Object.entries(evidence ?? {}).map(([name, value]) => item(titleOf(name), valueOf(name, value)))}
      </dl>
      ${advice ? html`<p class="advice"><strong>What to do:</strong> ${advice}</p>` : null}
    </section>`;
  }
}

function item(title, value) {
  return html`<div>
    <dt>${title}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** `lagBytes` as "Lag". */
function titleOf(name) {
  return label(name.replace(/Bytes$/, '').replaceAll(/([a-z])([A-Z])/g, '$1-$2'));
}

function valueOf(name, value) {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (name.endsWith('Bytes') && value >= 0) {
    return bytes(value);
  }
  if (typeof value === 'number') {
    return count(value);
  }
  if (/^\d{4}-\d\d-\d\dT/.test(value)) {
    return moment(value);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

customElements.define('why-panel', WhyPanel);
