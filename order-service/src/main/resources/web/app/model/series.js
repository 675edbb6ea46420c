/**
 * What happened in each of the last two minutes' seconds: orders placed and decided, and how long they took. Of a fixed
 * size, however much happens: times are counted in buckets that grow by an eighth, so a percentile is right to about 6 %.
 */

export const SECONDS = 120;

const GROWTH = Math.log(1.125);
const BUCKETS = 128;
/** A second's percentiles are taken over so many seconds: at one order a second there is something to see. */
const WINDOW = 5;

class Second {
  number = -1;
  placed = 0;
  decided = 0;
  took = new Uint32Array(BUCKETS);

  begin(number) {
    this.number = number;
    this.placed = 0;
    this.decided = 0;
    this.took.fill(0);
  }
}

export class Series {
  #ring = Array.from({ length: SECONDS + WINDOW }, () => new Second());
  #latest = 0;

  /** @param {number} at milliseconds */
  placed(at) {
    const second = this.#second(at);
    if (second !== undefined) {
      second.placed++;
    }
  }

  /** @param {number} at milliseconds; @param {number} took from placed to decided, in milliseconds */
  decided(at, took) {
    const second = this.#second(at);
    if (second !== undefined) {
      second.decided++;
      second.took[bucketOf(took)]++;
    }
  }

  /**
   * The last {@link SECONDS} whole seconds before `now`, the oldest first; null where nothing was decided.
   *
   * @returns {{placed: number[], decided: number[], median: (number|null)[], p99: (number|null)[]}}
   */
  until(now) {
    const last = Math.max(Math.floor(now / 1000), this.#latest) - 1;
    const shown = { placed: [], decided: [], median: [], p99: [] };
    for (let number = last - SECONDS + 1; number <= last; number++) {
      const second = this.#at(number);
      shown.placed.push(second?.placed ?? 0);
      shown.decided.push(second?.decided ?? 0);
      const [median, p99] = this.#percentiles(number, [0.5, 0.99]);
      shown.median.push(median);
      shown.p99.push(p99);
    }
    return shown;
  }

  /** Orders placed a second, over the last three whole seconds. */
  rate(now) {
    const last = Math.max(Math.floor(now / 1000), this.#latest) - 1;
    let placed = 0;
    for (let number = last - 2; number <= last; number++) {
      placed += this.#at(number)?.placed ?? 0;
    }
    return placed / 3;
  }

  #second(at) {
    const number = Math.floor(at / 1000);
    if (number <= this.#latest - this.#ring.length) {
      return undefined;
    }
    this.#latest = Math.max(this.#latest, number);
    const second = this.#ring[number % this.#ring.length];
    if (second.number !== number) {
      second.begin(number);
    }
    return second;
  }

  #at(number) {
    const second = this.#ring[((number % this.#ring.length) + this.#ring.length) % this.#ring.length];
    return second.number === number ? second : undefined;
  }

  #percentiles(number, quantiles) {
    const window = [];
    let total = 0;
    for (let each = number - WINDOW + 1; each <= number; each++) {
      const second = this.#at(each);
      if (second !== undefined && second.decided > 0) {
        window.push(second);
        total += second.decided;
      }
    }
    if (total === 0) {
      return quantiles.map(() => null);
    }
    const found = [];
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS && found.length < quantiles.length; bucket++) {
      for (const second of window) {
        seen += second.took[bucket];
      }
      while (found.length < quantiles.length && seen >= quantiles[found.length] * total) {
        found.push(middleOf(bucket));
      }
    }
    return found;
  }
}

function bucketOf(milliseconds) {
  return milliseconds <= 1 ? 0 : Math.min(BUCKETS - 1, Math.ceil(Math.log(milliseconds) / GROWTH));
}

function middleOf(bucket) {
  return Math.exp((bucket - 0.5) * GROWTH);
}
