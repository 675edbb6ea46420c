import { DONE, foldSteps, hasEnded, PENDING, placeOf, REFUSED, STEPS } from './saga.js';

/** How many entries of its log an order is shown with: the newest. */
const MAX_ENTRIES = 500;

/** One order's saga, folded from its own stream: where each step is, and all that happened. */
export class Journal {
  /** @type {import('./saga.js').Entry[]} the oldest first */
  entries = [];
  states = STEPS.map(() => PENDING);
  attempts = STEPS.map(() => 0);
  /** When each step's present command was sent first; milliseconds, or undefined. */
  sentAt = STEPS.map(() => undefined);
  /** When each step was answered last. */
  answeredAt = STEPS.map(() => undefined);
  /** Why each step was refused, or what its participant failed with last. */
  reasons = STEPS.map(() => undefined);
  state = '';
  sequence = 0;
  startedAt = 0;
  movedAt = 0;
  ended = false;

  /** Takes in the next entry; one that is known already changes nothing. */
  apply(entry) {
    if (entry.sequence <= this.sequence) {
      return;
    }
    const at = Date.parse(entry.at);
    this.sequence = entry.sequence;
    this.state = entry.to;
    this.ended = hasEnded(entry.to);
    this.startedAt ||= at;
    this.movedAt = at;
    this.entries = [...this.entries, entry].slice(-MAX_ENTRIES);
    foldSteps(this.states, this.attempts, entry);
    this.#foldTimes(entry, at);
  }

  /** Whether the order can still be cancelled: its saga goes forward and has not passed the point of no return. */
  get mayTurnBack() {
    const decided = STEPS.some(({ stage }, place) => stage === 'decide' && this.states[place] === DONE);
    return this.state === 'RUNNING' && !decided;
  }

  #foldTimes(entry, at) {
    for (const { step, attempt } of entry.sends ?? []) {
      const place = placeOf(step);
      if (place !== undefined && attempt === 1) {
        this.sentAt[place] = at;
        this.answeredAt[place] = undefined;
        this.reasons[place] = this.states[place] === REFUSED ? this.reasons[place] : undefined;
      }
    }
    const place = entry.step === undefined ? undefined : placeOf(entry.step);
    if (place !== undefined) {
      this.reasons[place] = entry.why;
      this.answeredAt[place] = entry.event === 'STEP_FAILED' ? this.answeredAt[place] : at;
    }
  }
}
