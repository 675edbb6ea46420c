import { css, html, LitElement } from 'lit';
import { NEW_ROWS_A_SECOND } from '../model/rows.js';
import { base } from '../view/styles.js';
import { Pulse } from '../view/pulse.js';
import './board-counters.js';
import './minutes-charts.js';
import './order-form.js';
import './saga-table.js';
import './step-legend.js';

/** Drawn so often at most: ten times a second reads as at once; */
const DRAW_EVERY = 100;
/** where more orders come than become rows, steps light up too fast to be followed anyway. */
const DRAW_MANY_EVERY = 200;
const SECOND = 1000;

/** Everything at a glance: place an order, the counters, the last two minutes, and the sagas themselves. */
class BoardView extends LitElement {
  static properties = {
    board: { attribute: false },
    control: { attribute: false },
    now: { state: true },
  };

  static styles = [
    base,
    css`
      .layout {
        display: grid;
        grid-template-columns: minmax(16rem, 19rem) minmax(0, 1fr);
        gap: 1rem;
        align-items: start;
      }
      .wide {
        grid-column: 2;
        display: grid;
        gap: 1rem;
        min-width: 0;
      }
      .side {
        display: grid;
        gap: 1rem;
        position: sticky;
        top: 1rem;
      }
      @media (max-width: 62rem) {
        .layout {
          grid-template-columns: minmax(0, 1fr);
        }
        .wide,
        .side {
          display: contents;
        }
        board-counters {
          order: -2;
        }
        order-form {
          order: -1;
        }
        step-legend {
          order: 1;
        }
      }
    `,
  ];

  #pulse = new Pulse(this, DRAW_EVERY);
  #unwatch = () => {};
  #clock = 0;

  constructor() {
    super();
    this.now = Date.now();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#unwatch = this.board.watch(() => this.#pulse.beat());
    this.#clock = setInterval(() => this.#tick(), SECOND);
    this.#tick();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unwatch();
    clearInterval(this.#clock);
  }

  render() {
    const { version } = this.board;
    return html`
      <h1 class="unseen">Board</h1>
      <div class="layout">
        <div class="side">
          <order-form .control=${this.control} @placed=${this.#placed}></order-form>
          <step-legend></step-legend>
        </div>
        <div class="wide">
          <board-counters .board=${this.board} .version=${version} .now=${this.now}></board-counters>
          <minutes-charts .series=${this.board.series} .now=${this.now}></minutes-charts>
          <saga-table .board=${this.board} .version=${version} .now=${this.now}></saga-table>
        </div>
      </div>
    `;
  }

  #tick() {
    this.now = Date.now();
    this.#pulse.every = this.board.series.rate(this.now) > NEW_ROWS_A_SECOND ? DRAW_MANY_EVERY : DRAW_EVERY;
  }

  #placed({ detail }) {
    this.renderRoot.querySelector('saga-table').pin(detail.orderId);
  }
}

customElements.define('board-view', BoardView);
