import { Series } from './series.js';
import { foldSteps, hasEnded, isAnswer, PENDING, placeOf, STEP_STATES, STEPS } from './saga.js';

/** How many orders are followed one by one. The counters do not depend on it: they count every event. */
const MAX_ORDERS = 2000;
/** How many of the oldest are looked at for one that has ended, before one in flight is let go. */
const MAX_LOOKED_AT = 100;

/**
 * All orders at a glance: a snapshot of the board, and every event after it. The counters are exact because the stream
 * goes on where the snapshot stands; of single orders only the newest are kept, so that memory stays what it is however
 * long the page is open.
 */
export class Board {
  counts = { PENDING: 0, CONFIRMED: 0, REJECTED: 0, CANCELLED: 0 };
  inFlight = 0;
  needsAttention = 0;
  /** Whether a snapshot has come: until then the counters say nothing. */
  known = false;
  series = new Series();
  /** Grows with every change: who has seen this number has seen everything. */
  version = 0;
  /** @type {Map<string, object>} by id, the newest last */
  orders = new Map();

  #watchers = new Set();

  /** Calls back after changes; the returned function ends it. Callers limit their own work: there may be thousands a second. */
  watch(callback) {
    this.#watchers.add(callback);
    return () => this.#watchers.delete(callback);
  }

  /** Begins anew from `GET /board`. */
  reset(snapshot) {
    this.counts = { ...this.counts, ...snapshot.counts };
    this.inFlight = snapshot.inFlight;
    this.needsAttention = snapshot.needsAttention;
    this.known = true;
    this.orders.clear();
    this.learn(snapshot.newest);
  }

  /** Takes in orders as a later `GET /board` shows them, without counting them. */
  learn(newest) {
    for (const shown of [...newest].reverse()) {
      const known = this.orders.get(shown.orderId);
      if (known === undefined || known.sequence < shown.sequence) {
        this.#keep(orderOf(shown, (known?.version ?? 0) + 1));
      }
    }
    this.#changed();
  }

  /** Sets right the one counter that events do not tell in full. */
  attention(count) {
    this.needsAttention = count;
    this.#changed();
  }

  /** @param {import('./saga.js').Entry} entry */
  apply(entry) {
    const at = Date.parse(entry.at);
    if (entry.event === 'STARTED') {
      this.counts.PENDING++;
      this.inFlight++;
      this.series.placed(at);
      if (!this.orders.has(entry.orderId)) {
        this.#keep(orderFrom(entry, at));
      }
    }
    const order = this.orders.get(entry.orderId);
    if (entry.status !== undefined && entry.status !== 'PENDING') {
      this.counts.PENDING--;
      this.counts[entry.status]++;
      this.series.decided(at, at - (order?.placedAt ?? timeOf(entry.orderId)));
    }
    if (hasEnded(entry.to) && !hasEnded(entry.from)) {
      this.inFlight--;
    }
    if (order !== undefined && entry.sequence > order.sequence) {
      this.#fold(order, entry, at);
    }
    this.#changed();
  }

  #fold(order, entry, at) {
    order.sequence = entry.sequence;
    order.state = entry.to;
    order.version++;
    foldSteps(order.states, order.attempts, entry);
    if (entry.event === 'STEP_REFUSED' || entry.event === 'EXPIRED') {
      order.reason = entry.why;
    }
    if (entry.status !== undefined) {
      order.status = entry.status;
      order.decidedAt = entry.status === 'PENDING' ? undefined : at;
    }
    if (entry.event === 'STEP_FAILED' && !order.needsAttention) {
      order.needsAttention = true;
      this.needsAttention++;
    } else if (isAnswer(entry.event) && order.needsAttention) {
      order.needsAttention = false;
      this.needsAttention = Math.max(0, this.needsAttention - 1);
    }
  }

  #keep(order) {
    this.orders.delete(order.id);
    this.orders.set(order.id, order);
    if (this.orders.size > MAX_ORDERS) {
      this.orders.delete(this.#leastWorthKeeping());
    }
  }

  #leastWorthKeeping() {
    let lookedAt = 0;
    for (const [id, order] of this.orders) {
      if (hasEnded(order.state)) {
        return id;
      }
      if (++lookedAt === MAX_LOOKED_AT) {
        break;
      }
    }
    return this.orders.keys().next().value;
  }

  #changed() {
    this.version++;
    for (const callback of this.#watchers) {
      callback();
    }
  }
}

function orderOf(shown, version) {
  const states = STEPS.map(() => PENDING);
  const attempts = STEPS.map(() => 0);
  for (const step of shown.steps) {
    const place = placeOf(step.step);
    if (place !== undefined) {
      states[place] = Math.max(0, STEP_STATES.indexOf(step.state));
      attempts[place] = step.attempt;
    }
  }
  return {
    id: shown.orderId,
    customerId: shown.customerId,
    total: shown.total,
    placedAt: Date.parse(shown.placedAt),
    decidedAt: shown.decidedAt === undefined ? undefined : Date.parse(shown.decidedAt),
    status: shown.status,
    reason: shown.reason,
    state: shown.state,
    needsAttention: shown.needsAttention,
    sequence: shown.sequence,
    states,
    attempts,
    version,
  };
}

function orderFrom(entry, at) {
  return {
    id: entry.orderId,
    customerId: entry.customerId ?? '',
    total: entry.total,
    placedAt: at,
    decidedAt: undefined,
    status: 'PENDING',
    reason: undefined,
    state: entry.to,
    needsAttention: false,
    sequence: 0,
    states: STEPS.map(() => PENDING),
    attempts: STEPS.map(() => 0),
    version: 0,
  };
}

/** When an order was placed, to the millisecond: ids are UUIDv7, which begin with it. */
function timeOf(orderId) {
  return Number.parseInt(orderId.slice(0, 8) + orderId.slice(9, 13), 16);
}
