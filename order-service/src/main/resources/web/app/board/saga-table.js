import { css, html, LitElement } from 'lit';
import { board as fetchBoard } from '../data/orders.js';
import { amount, clock, count, duration, label, moment, shortId } from '../format.js';
import { isFiltering, MAX_ROWS, NEW_ROWS_A_SECOND, NO_FILTER, Rows } from '../model/rows.js';
import { hasEnded } from '../model/saga.js';
import { attentionBadge, badges, statusBadge } from '../view/badges.js';
import { stepHeadings, stepRow, stepStyles } from '../view/step-row.js';
import { base, controls } from '../view/styles.js';
import { KeyedRows } from './keyed-rows.js';
import { tableStyles } from './saga-table-styles.js';
import './saga-filters.js';

/** A filter is looked up on the server when it has not changed for so long. */
const TYPED_MILLISECONDS = 350;
/** More rows than these do not move while they wait: see `stepStyles`. */
const MOST_LIVELY_ROWS = 8;
const WHOLE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WHOLE_CUSTOMER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The live board: every saga a row of steps that light up as they happen. */
class SagaTable extends LitElement {
  static properties = {
    board: { attribute: false },
    version: { type: Number },
    now: { type: Number },
    filter: { state: true },
    paused: { state: true },
  };

  static styles = [base, controls, badges, stepStyles, tableStyles];

  #rows = new Rows();
  #drawn = new KeyedRows();
  #typing = 0;

  constructor() {
    super();
    this.filter = NO_FILTER;
    this.paused = false;
  }

  /** Makes sure that an order becomes a row. */
  pin(orderId) {
    this.#rows.pin(orderId);
  }

  willUpdate() {
    if (!this.paused) {
      this.#rows.refresh(this.board.orders, Date.now());
    }
  }

  render() {
    const rows = this.#rows.shown;
    return html`<section class="card" aria-label="Sagas">
      <div class="above">
        <saga-filters role="group" aria-label="Filters" .filter=${this.filter} @filter=${this.#filterChanged}></saga-filters>
        <button type="button" class="quiet" aria-pressed=${this.paused} @click=${() => (this.paused = !this.paused)}>
          ${this.paused ? 'Resume rows' : 'Pause rows'}
        </button>
      </div>
      ${this.#note()}
      <div role="table" class=${this.#isLively() ? 'lively' : ''} aria-label="Sagas" aria-rowcount="-1" data-testid="board">
        <div role="rowgroup">
          <div role="row" class="row head">
            <span role="columnheader" class="order">Order</span>
            <span role="columnheader" class="customer">Customer</span>
            <span role="columnheader" class="total">Total</span>
            <span role="columnheader" class="saga"><span class="unseen">Steps</span>${stepHeadings()}</span>
            <span role="columnheader" class="outcome">Status</span>
            <span role="columnheader" class="took">Took</span>
          </div>
        </div>
        <div role="rowgroup" id="rows"></div>
      </div>
      ${rows.length === 0 ? this.#empty() : null}
    </section>`;
  }

  updated() {
    this.#drawn.draw(
      this.renderRoot.querySelector('#rows'),
      this.#rows.shown,
      (order) => order.id,
      (order) => [order, order.version, order.decidedAt === undefined ? this.now : 0],
      (order) => row(order, this.now),
    );
  }

  /** Whether so little happens that steps may move without wearing the machine out. */
  #isLively() {
    const waiting = this.#rows.shown.filter((order) => !hasEnded(order.state));
    return waiting.length <= MOST_LIVELY_ROWS && this.board.series.rate(this.now) <= NEW_ROWS_A_SECOND;
  }

  #note() {
    if (this.paused) {
      return html`<p class="note" data-testid="paused">The rows stand still; the counters go on.</p>`;
    }
    const rate = this.board.series.rate(this.now);
    if (this.#rows.sampling && rate > NEW_ROWS_A_SECOND) {
      return html`<p class="note" data-testid="sampling">
        ${count(Math.round(rate))} orders a second: about one in ${count(Math.round(rate / NEW_ROWS_A_SECOND))} becomes a
        row here. The counters count every one.
      </p>`;
    }
    return null;
  }

  #empty() {
    const id = this.filter.text;
    if (WHOLE_ID.test(id)) {
      return html`<p class="empty">
        That order is not among the newest. <a href="#/orders/${id.toLowerCase()}">Open order ${shortId(id)}</a>
      </p>`;
    }
    if (!this.board.known) {
      return null;
    }
    return html`<p class="empty">
      ${isFiltering(this.filter) ? 'No saga matches.' : 'No orders yet. Place one, and watch its steps light up.'}
    </p>`;
  }

  #filterChanged({ detail }) {
    this.filter = detail;
    this.paused = false;
    this.#rows.filter(detail);
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#lookUp(), TYPED_MILLISECONDS);
  }

  /** The newest that match may be older than what is followed: the server knows them. */
  async #lookUp() {
    const { status, attention, customer } = this.filter;
    const asked = {
      ...(status === '' ? {} : { status }),
      ...(attention ? { needsAttention: true } : {}),
      ...(WHOLE_CUSTOMER.test(customer) ? { customerId: customer } : {}),
    };
    if (Object.keys(asked).length === 0) {
      return;
    }
    try {
      this.board.learn((await fetchBoard(MAX_ROWS, asked)).newest);
    } catch {
      // The rows that are known stay; whether the service answers is shown at the top of the page.
    }
  }
}

function row(order, now) {
  const took = tookOf(order, now);
  return html`<div
    role="row"
    class="row"
    data-testid="row"
    data-order-id=${order.id}
    data-status=${order.status}
    data-state=${order.state}
  >
    <span role="cell" class="order">
      <a class="mono" href="#/orders/${order.id}" title=${order.id}>${shortId(order.id)}</a>
      <time class="soft" datetime=${new Date(order.placedAt).toISOString()} title=${moment(order.placedAt)}
        >${clock(order.placedAt)}</time
      >
    </span>
    <span role="cell" class="customer" title=${order.customerId}>${order.customerId}</span>
    <span role="cell" class="total figures">${order.total ? amount(order.total.amount, order.total.currency) : ''}</span>
    <span role="cell" class="saga">${stepRow(order.states, order.attempts)}</span>
    <span role="cell" class="outcome">
      ${order.needsAttention ? attentionBadge() : statusBadge(order.status)}
      ${order.reason ? html`<span class="reason">${label(order.reason)}</span>` : null}
    </span>
    <span role="cell" class="took figures">${took === null ? '…' : duration(took)}</span>
  </div>`;
}

/** How long it took, or has taken so far: to the second, and nothing in the first. */
function tookOf(order, now) {
  if (order.decidedAt !== undefined) {
    return order.decidedAt - order.placedAt;
  }
  const seconds = Math.floor((now - order.placedAt) / 1000);
  return seconds < 1 ? null : seconds * 1000;
}

customElements.define('saga-table', SagaTable);
