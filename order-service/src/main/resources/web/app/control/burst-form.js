import { css, html, LitElement } from 'lit';
import { count } from '../format.js';
import { base, controls } from '../view/styles.js';

const KINDS = [
  ['confirm', 'All confirmed'],
  ['sold-out', 'Sold out'],
  ['poor', 'No money'],
  ['not-served', 'Not served'],
  ['mixed', 'Mixed'],
];
const MAX_ORDERS = 100_000;
const MAX_RATE = 2000;
const LOOK_EVERY = 500;

/** Places many orders at a rate, from the supervisor, and shows how far it is. */
class BurstForm extends LitElement {
  static properties = {
    control: { attribute: false },
    burst: { state: true },
    failure: { state: true },
  };

  static styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 0.8rem;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.7rem;
      }
      progress {
        width: 100%;
        height: 0.6rem;
        accent-color: var(--accent);
        display: block;
        margin-bottom: 0.4rem;
      }
      .told:not(:has(*)) {
        display: none;
      }
    `,
  ];

  #timer = 0;

  constructor() {
    super();
    this.burst = null;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.burst?.running) {
      this.#look();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  render() {
    const running = this.burst?.running ?? false;
    return html`<section class="card" aria-labelledby="title">
      <form @submit=${this.#start}>
        <h2 id="title">Burst</h2>
        <div class="pair">
          <div>
            <label for="orders">Orders</label>
            <input id="orders" name="count" type="number" min="1" max=${MAX_ORDERS} value="100" required />
          </div>
          <div>
            <label for="rate">Orders a second</label>
            <input id="rate" name="rate" type="number" min="1" max=${MAX_RATE} value="50" required />
          </div>
        </div>
        <div>
          <label for="kind">Kind</label>
          <select id="kind" name="kind">
            ${KINDS.map(([kind, title]) => html`<option value=${kind}>${title}</option>`)}
          </select>
        </div>
        ${running
          ? html`<button type="button" @click=${this.#stop}>Stop burst</button>`
          : html`<button class="primary">Start burst</button>`}
        ${this.burst === null ? null : this.#progress()}
        <div role="alert" class="told">
          ${this.failure === null
            ? null
            : html`<p class="notice bad" data-testid="burst-error"><strong>No burst.</strong> ${this.failure}</p>`}
        </div>
      </form>
    </section>`;
  }

  #progress() {
    const { count: wanted, sent, accepted, refused, failed, answers, running } = this.burst;
    return html`<div data-testid="burst" data-running=${running} data-accepted=${accepted}>
      <progress aria-label="Burst progress" max=${wanted} .value=${sent}></progress>
      <p class="small figures" role="status">
        ${running ? '' : 'Done: '}${count(accepted)} of ${count(wanted)}
        accepted${refused > 0 ? `, ${count(refused)} refused` : ''}${failed > 0 ? `, ${count(failed)} failed` : ''}
      </p>
      <ul class="small soft figures" data-testid="burst-answers">
        ${Object.entries(answers).map(([words, times]) => html`<li>${count(times)} × ${words}</li>`)}
      </ul>
    </div>`;
  }

  async #start(event) {
    event.preventDefault();
    const { count: orders, rate, kind } = event.target.elements;
    await this.#take(this.control.startBurst({ count: orders.valueAsNumber, rate: rate.valueAsNumber, kind: kind.value }));
  }

  #stop() {
    return this.#take(this.control.stopBurst(this.burst.id));
  }

  #look() {
    return this.#take(this.control.burst(this.burst.id));
  }

  async #take(answer) {
    try {
      this.burst = (await answer) ?? this.burst;
      this.failure = null;
    } catch (failure) {
      this.failure = failure.message;
    }
    clearTimeout(this.#timer);
    if (this.burst?.running && this.isConnected) {
      this.#timer = setTimeout(() => this.#look(), LOOK_EVERY);
    }
  }
}

customElements.define('burst-form', BurstForm);
