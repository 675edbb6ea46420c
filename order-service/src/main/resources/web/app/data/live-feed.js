import { board as fetchBoard, isThere } from './orders.js';

const SNAPSHOT_ORDERS = 100;
/** How often the service is asked whether it is there. */
const LOOK_EVERY = 10_000;
/** Each time after so many it is asked who needs attention: that costs it a count of all orders. */
const ATTENTION_EVERY = 3;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
/** A page nobody looks at lets its stream go after so long: a browser has six connections to one address. */
const HIDDEN_FOR = 30_000;

/**
 * Feeds a board: a snapshot, then the stream of events from exactly there. The browser resumes a broken stream by itself;
 * when the service refuses, or no longer answers, this begins anew with a snapshot, after pauses that grow.
 */
export class LiveFeed {
  /** CONNECTING, LIVE, RECONNECTING or HIDDEN */
  state = 'CONNECTING';

  #board;
  #stateChanged;
  #stream = null;
  #retry = 0;
  #retryTimer = 0;
  #hiddenTimer = 0;
  #looks = 0;

  /** @param {import('../model/board.js').Board} board; @param {() => void} stateChanged */
  constructor(board, stateChanged) {
    this.#board = board;
    this.#stateChanged = stateChanged;
  }

  start() {
    document.addEventListener('visibilitychange', () => this.#visibilityChanged());
    setInterval(() => this.#look(), LOOK_EVERY);
    this.#begin();
  }

  async #begin() {
    this.#close();
    try {
      const snapshot = await fetchBoard(SNAPSHOT_ORDERS);
      if (this.state !== 'HIDDEN') {
        this.#board.reset(snapshot);
        this.#open(snapshot.cursor);
      }
    } catch {
      this.#beginLater();
    }
  }

  #open(cursor) {
    this.#close();
    const stream = new EventSource(`/events?after=${encodeURIComponent(cursor)}`);
    this.#stream = stream;
    stream.onopen = () => {
      this.#retry = 0;
      this.#become('LIVE');
    };
    stream.onmessage = ({ data }) => this.#board.apply(JSON.parse(data));
    stream.onerror = () => {
      if (stream !== this.#stream) {
        return;
      }
      if (stream.readyState === EventSource.CLOSED) {
        this.#beginLater();
      } else {
        this.#become('RECONNECTING');
      }
    };
  }

  #beginLater() {
    this.#close();
    this.#become(this.state === 'CONNECTING' && this.#retry === 0 ? 'CONNECTING' : 'RECONNECTING');
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#retry) * (0.5 + Math.random() / 2);
    this.#retry++;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#begin(), pause);
  }

  /** A service that is frozen keeps its connections open and says nothing: so it is asked. */
  async #look() {
    if (this.state !== 'LIVE') {
      return;
    }
    const stream = this.#stream;
    try {
      this.#looks++;
      await (this.#looks % ATTENTION_EVERY === 0 ? this.#seeAttention(stream) : isThere());
    } catch {
      if (stream === this.#stream && this.state === 'LIVE') {
        this.#beginLater();
      }
    }
  }

  async #seeAttention(stream) {
    const { needsAttention, newest } = await fetchBoard(SNAPSHOT_ORDERS, { needsAttention: true });
    if (stream === this.#stream) {
      this.#board.learn(newest);
      this.#board.attention(needsAttention);
    }
  }

  #visibilityChanged() {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) {
      this.#hiddenTimer = setTimeout(() => {
        clearTimeout(this.#retryTimer);
        this.#close();
        this.#become('HIDDEN');
      }, HIDDEN_FOR);
    } else if (this.state === 'HIDDEN') {
      this.#become('CONNECTING');
      this.#begin();
    }
  }

  #close() {
    this.#stream?.close();
    this.#stream = null;
  }

  #become(state) {
    if (state !== this.state) {
      this.state = state;
      this.#stateChanged();
    }
  }
}
