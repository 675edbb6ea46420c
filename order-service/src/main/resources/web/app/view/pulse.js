/** At most this part of the time goes into drawing: a machine that is busy with other things is drawn for less often. */
const SHARE = 0.1;
const LONGEST = 1000;

/**
 * Lets a component be drawn again as data comes in, but not more often than can be seen: at most once every so many
 * milliseconds, in an animation frame, and not at all while the page is hidden. Where drawing takes long, for the machine
 * has other things to do, it is done less often: down to once a second.
 */
export class Pulse {
  /** At most once in so many milliseconds. */
  every;

  #host;
  #last = 0;
  #cost = 0;
  #waiting = false;

  /** @param {import('lit').ReactiveControllerHost} host; @param {number} every milliseconds */
  constructor(host, every) {
    this.#host = host;
    this.every = every;
  }

  /** Something changed. */
  beat() {
    if (this.#waiting) {
      return;
    }
    this.#waiting = true;
    const pause = Math.max(this.every, Math.min(LONGEST, this.#cost / SHARE));
    setTimeout(() => requestAnimationFrame(() => this.#draw()), Math.max(0, this.#last + pause - performance.now()));
  }

  #draw() {
    this.#waiting = false;
    this.#last = performance.now();
    this.#host.requestUpdate();
    setTimeout(() => this.#weigh(performance.now() - this.#last));
  }

  /** From the frame's begin until the browser had styled, laid out and painted it; one odd frame does not count much. */
  #weigh(took) {
    this.#cost += (took - this.#cost) / 4;
  }
}
