import { hasEnded } from './saga.js';

/** How many rows the board has. */
export const MAX_ROWS = 50;
/**
 * So many new rows a second can be read; of more orders only a sample becomes rows. They come all at once then, each second:
 * the rows below them stand still meanwhile, to be read and, for all of them move, to be painted.
 */
export const NEW_ROWS_A_SECOND = 6;

const MOST_AT_ONCE = 12;
/** How long a row stays after it has ceased to match the filter: long enough to see why. */
const LEAVING_MILLISECONDS = 2000;
const MAX_PINNED = 5;

/** @typedef {{status: string, attention: boolean, customer: string, text: string}} Filter */

/** @type {Filter} */
export const NO_FILTER = { status: '', attention: false, customer: '', text: '' };

export function isFiltering(filter) {
  return filter.status !== '' || filter.attention || filter.customer !== '' || filter.text !== '';
}

export function matches(order, filter) {
  return (
    (filter.status === '' || order.status === filter.status) &&
    (!filter.attention || order.needsAttention) &&
    (filter.customer === '' || order.customerId.startsWith(filter.customer)) &&
    (filter.text === '' || order.id.includes(filter.text.toLowerCase()))
  );
}

/**
 * Which orders are rows: the newest that match, but no more new ones a second than can be read. A row stays until newer
 * ones push it out. When it grows calm, the rows become exactly the newest.
 */
export class Rows {
  /** @type {object[]} the newest first */
  shown = [];
  /** Whether orders were passed over at the last look. */
  sampling = false;

  #filter = NO_FILTER;
  #allowance = MAX_ROWS;
  #refilledAt = 0;
  #leaving = new Map();
  #pinned = [];

  /** Shows an order whatever arrives meanwhile. */
  pin(orderId) {
    this.#pinned = [orderId, ...this.#pinned].slice(0, MAX_PINNED);
  }

  /** Takes another filter: the rows are chosen anew. */
  filter(filter) {
    this.#filter = filter;
    this.shown = [];
    this.#leaving.clear();
    this.#allowance = MAX_ROWS;
  }

  /** @param {Map<string, object>} orders by id; @param {number} now milliseconds */
  refresh(orders, now) {
    this.#refill(now);
    this.shown = this.shown
      .map((order) => orders.get(order.id) ?? order)
      .filter((order) => (orders.has(order.id) || hasEnded(order.state)) && this.#stays(order, now));
    const waiting = this.#waiting(orders);
    const admitted = this.#admit(waiting);
    this.sampling = admitted.length < waiting.length;
    this.shown.push(...admitted);
    this.shown.sort(newestFirst);
    for (const order of this.shown.splice(MAX_ROWS)) {
      this.#leaving.delete(order.id);
    }
  }

  #refill(now) {
    const most = Math.max(MOST_AT_ONCE, this.#allowance);
    const refilled = this.#allowance + ((now - this.#refilledAt) / 1000) * NEW_ROWS_A_SECOND;
    this.#allowance = Math.min(most, refilled);
    this.#refilledAt = now;
  }

  /** Those that are no rows though they match and are newer than the oldest row; the newest first. */
  #waiting(orders) {
    const here = new Set(this.shown.map(({ id }) => id));
    const oldest = this.shown.length < MAX_ROWS ? 0 : this.shown[this.shown.length - 1].placedAt;
    return [...orders.values()]
      .filter((order) => order.placedAt > oldest && !here.has(order.id) && matches(order, this.#filter))
      .sort(newestFirst);
  }

  #admit(waiting) {
    const pinned = waiting.filter(({ id }) => this.#pinned.includes(id));
    const others = waiting.filter(({ id }) => !this.#pinned.includes(id));
    const enough = others.length <= this.#allowance || this.#allowance >= NEW_ROWS_A_SECOND;
    const admitted = enough ? others.slice(0, Math.floor(this.#allowance)) : [];
    this.#allowance -= admitted.length;
    return [...pinned, ...admitted];
  }

  #stays(order, now) {
    if (matches(order, this.#filter)) {
      this.#leaving.delete(order.id);
      return true;
    }
    const since = this.#leaving.get(order.id) ?? now;
    this.#leaving.set(order.id, since);
    if (now - since < LEAVING_MILLISECONDS) {
      return true;
    }
    this.#leaving.delete(order.id);
    return false;
  }
}

function newestFirst(one, other) {
  return other.placedAt - one.placedAt || (one.id < other.id ? 1 : -1);
}
