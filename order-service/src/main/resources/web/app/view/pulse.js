/**
 * Lets a component be drawn again as data comes in, but not more often than can be seen: at most once every so many
 * milliseconds, in an animation frame, and not at all while the page is hidden.
 */
export class Pulse {
  #host;
  #every;
  #last = 0;
  #waiting = false;

  /** @param {import('lit').ReactiveControllerHost} host; @param {number} every milliseconds */
  constructor(host, every) {
    this.#host = host;
    this.#every = every;
  }

  /** Something changed. */
  beat() {
    if (this.#waiting) {
      return;
    }
    this.#waiting = true;
    setTimeout(() => requestAnimationFrame(() => this.#draw()), Math.max(0, this.#last + this.#every - performance.now()));
  }

  #draw() {
    this.#waiting = false;
    this.#last = performance.now();
    this.#host.requestUpdate();
  }
}
