import { css, html, LitElement } from 'lit';
import { bytes, count, duration, label } from '../format.js';
import { glyph } from '../view/glyphs.js';
import { base, controls } from '../view/styles.js';

const DOWN = ['stopped', 'killed'];
const SIGNS = {
  ready: 'DONE',
  starting: 'SENT',
  restarting: 'SENT',
  stopping: 'SENT',
  unready: 'ATTENTION',
  failed: 'REFUSED',
  stopped: 'CANCELLED',
  killed: 'REFUSED',
  paused: 'WAITING',
};

/** In which states a command makes sense. */
const COMMANDS = [
  { command: 'kill', when: (state) => !DOWN.includes(state) },
  { command: 'pause', when: (state) => ['ready', 'unready', 'starting'].includes(state) },
  { command: 'resume', when: (state) => state === 'paused' },
  { command: 'stop', when: (state) => !DOWN.includes(state) && state !== 'stopping' && state !== 'paused' },
  { command: 'start', when: (state) => DOWN.includes(state) },
];

/** One process: how it is, what it holds up, and what can be done to it. Tells of a wish with an event `command`. */
class ProcessCard extends LitElement {
  static properties = {
    process: { attribute: false },
    relay: { attribute: false },
    consumer: { attribute: false },
    away: { type: Boolean },
    asked: { state: true },
  };

  static styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
      }
      article.card {
        display: grid;
        grid-template-rows: auto 1fr auto;
        gap: 0.7rem;
        padding: 0.85rem 1rem;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.2rem 0.6rem;
      }
      .state {
        --tone: var(--ink-soft);
        --tone-soft: var(--unlit);
        display: inline-flex;
        align-items: center;
        gap: 0.3rem;
        padding: 0.05rem 0.6rem 0.05rem 0.45rem;
        border-radius: 999px;
        font-size: 0.82rem;
        font-weight: 550;
        color: var(--tone);
        background: var(--tone-soft);
      }
      .state .glyph {
        width: 0.85rem;
        height: 0.85rem;
      }
      [data-state='ready'] .state {
        --tone: var(--green);
        --tone-soft: var(--green-soft);
      }
      [data-state='killed'] .state,
      [data-state='failed'] .state {
        --tone: var(--red);
        --tone-soft: var(--red-soft);
      }
      [data-state='paused'] .state,
      [data-state='unready'] .state {
        --tone: var(--amber);
        --tone-soft: var(--amber-soft);
      }
      [data-state='starting'] .state,
      [data-state='restarting'] .state,
      [data-state='stopping'] .state {
        --tone: var(--blue);
        --tone-soft: var(--blue-soft);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 0.3rem 0.8rem;
      }
      dt {
        font-size: 0.78rem;
        color: var(--ink-soft);
      }
      dd {
        font-weight: 550;
        font-size: 0.9rem;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      dd.behind {
        color: var(--amber);
      }
      .detail {
        font-size: 0.84rem;
        color: var(--ink-soft);
        overflow-wrap: anywhere;
        margin-top: 0.35rem;
      }
      .buttons {
        display: grid;
        grid-template-columns: repeat(5, auto);
        gap: 0.3rem;
      }
      .buttons button {
        padding: 0.2rem 0;
        min-height: 2rem;
        font-size: 0.82rem;
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('process')) {
      this.asked = false;
    }
  }

  render() {
    const { name, state, detail, memoryMiB, restarts, startSeconds } = this.process;
    return html`<article class="card" aria-label=${name} data-testid="process" data-process=${name} data-state=${state}>
      <div class="top">
        <h3>${name}</h3>
        <span class="state">${glyph(SIGNS[state] ?? 'UNKNOWN')}${label(state)}</span>
      </div>
      <div>
        <dl>
          ${figure('Memory', memoryMiB === null ? '–' : `${count(memoryMiB)} MiB`)}
          ${figure('Started in', startSeconds === null ? '–' : duration(startSeconds * 1000))}
          ${figure('Restarts', count(restarts))} ${this.#lag()}
        </dl>
        ${detail ? html`<p class="detail">${detail}</p>` : null}
        ${this.relay && !this.relay.ready ? html`<p class="detail">Relay: ${this.relay.detail}</p>` : null}
      </div>
      <div class="buttons">
        ${COMMANDS.map(
          ({ command, when }) => html`<button
            type="button"
            aria-label="${label(command)} ${name}"
            class=${command === 'kill' ? 'danger' : ''}
            ?disabled=${this.away || this.asked || !when(state)}
            @click=${() => this.#ask(command)}
          >
            ${label(command)}
          </button>`,
        )}
      </div>
    </article>`;
  }

  /** What waits for this process: messages it has not read, and what of its database is not relayed yet. */
  #lag() {
    const unread = this.consumer?.lag ?? null;
    const unrelayed = this.relay?.lagBytes ?? null;
    return html`
      ${this.consumer === undefined
        ? null
        : figure('Unread', unread === null ? '?' : count(unread), unread > 0 ? 'behind' : '')}
      ${this.relay === undefined
        ? null
        : figure('Unrelayed', unrelayed === null || unrelayed < 0 ? '?' : bytes(unrelayed), unrelayed > 65536 ? 'behind' : '')}
    `;
  }

  #ask(command) {
    this.asked = true;
    this.dispatchEvent(new CustomEvent('command', { detail: { process: this.process.name, command } }));
  }
}

function figure(title, value, look = '') {
  return html`<div>
    <dt>${title}</dt>
    <dd class=${look}>${value}</dd>
  </div>`;
}

customElements.define('process-card', ProcessCard);
