import { order as fetchOrder, saga as fetchSaga, why as fetchWhy } from './orders.js';
import { Refused } from './http.js';
import { Journal } from '../model/journal.js';

const TICK = 1000;
/** A saga that has not moved for so long is asked why. */
const STILL = 2000;
const WHY_EVERY = 3000;
const SAGA_AFTER = 150;
const AGAIN_AFTER = 2000;

/**
 * Follows one order: its stream, folded into a journal; the saga's own view of what is to come, after each change; and,
 * while it does not move, why.
 */
export class OrderFeed {
  journal = new Journal();
  /** The order as customers see it; null until it is known. */
  order = null;
  /** What the service says of the saga: deadlines, what comes next, what would be undone. */
  saga = null;
  /** Why it waits; null while it moves. */
  why = null;
  /** Why there is nothing to show. */
  failure = null;
  connected = false;

  #orderId;
  #changed;
  #stream = null;
  #timers = [];
  #again = 0;
  #sagaSoon = 0;
  #askedWhyAt = 0;
  #closed = false;

  /** @param {string} orderId; @param {() => void} changed called after each change */
  constructor(orderId, changed) {
    this.#orderId = orderId;
    this.#changed = changed;
    this.#begin();
    this.#timers = [setInterval(() => this.#tick(), TICK)];
  }

  close() {
    this.#closed = true;
    this.#stream?.close();
    this.#timers.forEach(clearInterval);
    clearTimeout(this.#again);
    clearTimeout(this.#sagaSoon);
  }

  /** Looks again, for example after a cancel. */
  refresh() {
    this.#sagaLater();
  }

  async #begin() {
    await this.#look();
    if (this.#closed) {
      return;
    }
    if (this.failure === null) {
      this.#open();
    } else if (!(this.failure instanceof Refused && this.failure.status < 500)) {
      this.#again = setTimeout(() => this.#begin(), AGAIN_AFTER);
    }
  }

  #open() {
    const stream = new EventSource(`/orders/${this.#orderId}/events`);
    this.#stream = stream;
    stream.onopen = () => this.#connected(true);
    stream.onmessage = ({ data }) => {
      this.journal.apply(JSON.parse(data));
      this.why = null;
      this.#sagaLater();
      this.#changed();
    };
    stream.addEventListener('end', () => {
      stream.close();
      this.#connected(true);
      this.#sagaLater();
    });
    stream.onerror = () => {
      this.#connected(this.journal.ended);
      if (stream.readyState === EventSource.CLOSED && !this.journal.ended && !this.#closed) {
        this.#again = setTimeout(() => this.#open(), AGAIN_AFTER);
      }
    };
  }

  #connected(connected) {
    this.connected = connected;
    this.#changed();
  }

  #sagaLater() {
    if (this.#sagaSoon === 0) {
      this.#sagaSoon = setTimeout(() => {
        this.#sagaSoon = 0;
        this.#look();
      }, SAGA_AFTER);
    }
  }

  async #look() {
    try {
      [this.order, this.saga] = await Promise.all([fetchOrder(this.#orderId), fetchSaga(this.#orderId)]);
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.#changed();
  }

  async #tick() {
    this.#changed();
    const { sequence, ended, movedAt } = this.journal;
    const now = Date.now();
    if (document.hidden || ended || sequence === 0 || now - movedAt < STILL || now - this.#askedWhyAt < WHY_EVERY) {
      return;
    }
    this.#askedWhyAt = now;
    const [why] = await Promise.all([this.#fetchWhy(), this.#look()]);
    if (this.journal.sequence === sequence) {
      this.why = why;
      this.#changed();
    }
  }

  /** The last answer where there is no new one: whether the service answers at all is told by looking at the order. */
  async #fetchWhy() {
    try {
      return await fetchWhy(this.#orderId);
    } catch {
      return this.why;
    }
  }
}
