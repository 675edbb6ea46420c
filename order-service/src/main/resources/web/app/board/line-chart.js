import { css, html, LitElement, svg } from 'lit';
import { base } from '../view/styles.js';

const WIDTH = 240;
const HEIGHT = 64;

/**
 * A small chart over time: lines over the same seconds, from zero to a round number. The drawing is stretched to the
 * room there is; the words are HTML, so that they are not. Gaps (null) stay gaps.
 */
class LineChart extends LitElement {
  static properties = {
    heading: {},
    /** `{name, values, look}`; look is area, line or faint */
    lines: { attribute: false },
    /** writes a value for people */
    write: { attribute: false },
  };

  static styles = [
    base,
    css`
      figure {
        display: grid;
        gap: 0.4rem;
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        min-height: 1.5rem;
        justify-content: space-between;
        gap: 0 1rem;
        font-weight: 600;
        font-size: 0.88rem;
      }
      .keys {
        display: flex;
        gap: 0.9rem;
        font-weight: 400;
        font-size: 0.82rem;
        color: var(--ink-soft);
        font-variant-numeric: tabular-nums;
      }
      .keys span {
        display: inline-flex;
        align-items: center;
        gap: 0.35rem;
        min-width: 4.6rem;
      }
      .keys b {
        color: var(--ink);
        font-weight: 600;
      }
      .keys i {
        width: 0.9rem;
        height: 0;
        border-top: 2px solid var(--accent);
      }
      .keys .area i {
        height: 0.6rem;
        border: 0;
        background: color-mix(in srgb, var(--blue) 35%, transparent);
      }
      .keys .faint i {
        border-top: 2px dashed var(--amber);
      }
      svg {
        display: block;
        width: 100%;
        height: 5.2rem;
        border-bottom: 1px solid var(--line-strong);
        background: linear-gradient(var(--line), var(--line)) top / 100% 1px no-repeat;
      }
      path {
        vector-effect: non-scaling-stroke;
        fill: none;
        stroke: var(--accent);
        stroke-width: 1.75;
        stroke-linejoin: round;
      }
      path.area {
        fill: color-mix(in srgb, var(--blue) 30%, transparent);
        stroke: none;
      }
      path.faint {
        stroke: var(--amber);
        stroke-dasharray: 4 3;
        stroke-width: 1.5;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        font-size: 0.78rem;
        color: var(--ink-soft);
      }
      .plot {
        position: relative;
      }
      .top {
        position: absolute;
        left: 0;
        top: 0.15rem;
        font-size: 0.78rem;
        color: var(--ink-soft);
        background: color-mix(in srgb, var(--card) 75%, transparent);
        padding-right: 0.3rem;
        border-radius: 3px;
      }
    `,
  ];

  render() {
    const top = roundUp(Math.max(0, ...this.lines.flatMap(({ values }) => values)));
    const latest = this.lines.map(({ name, values }) => ({ name, value: lastOf(values) }));
    const says = latest
      .map(({ name, value }) => `${name} ${value === null ? 'nothing yet' : this.write(value)}`)
      .join(', ');
    return html`<figure>
      <figcaption>
        ${this.heading}
        <span class="keys" aria-hidden="true">
          ${this.lines.map(
            ({ name, look }, place) =>
              html`<span class=${look}
                ><i></i>${name} <b>${latest[place].value === null ? '–' : this.write(latest[place].value)}</b></span
              >`,
          )}
        </span>
      </figcaption>
      <div class="plot" role="img" aria-label="${this.heading}, the last two minutes, up to ${this.write(top)}; latest: ${says}">
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          ${this.lines.map(
            ({ values, look }) =>
              svg`<path class=${look} d=${look === 'area' ? area(values, top) : line(values, top)}></path>`,
          )}
        </svg>
        <span class="top" aria-hidden="true">${this.write(top)}</span>
      </div>
      <div class="ends" aria-hidden="true"><span>2 min ago</span><span>now</span></div>
    </figure>`;
  }
}

function lastOf(values) {
  return values[values.length - 1];
}

/** The next of 1, 2, 4, 6, 8, 10, 20, …: the scale does not move with every value. */
function roundUp(value) {
  if (value <= 4) {
    return 4;
  }
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((factor) => factor * unit).find((step) => step >= value);
}

function point(values, place, top) {
  const x = (place / (values.length - 1)) * WIDTH;
  const y = HEIGHT - (values[place] / top) * (HEIGHT - 4);
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

function line(values, top) {
  let path = '';
  for (let place = 0; place < values.length; place++) {
    if (values[place] !== null) {
      const begins = place === 0 || values[place - 1] === null;
      path += `${begins ? 'M' : 'L'}${point(values, place, top)}`;
      if (begins && (place === values.length - 1 || values[place + 1] === null)) {
        path += 'h.01';
      }
    }
  }
  return path;
}

function area(values, top) {
  const points = values.map((_, place) => point(values, place, top));
  return `M0 ${HEIGHT}L${points.join('L')}L${WIDTH} ${HEIGHT}Z`;
}

customElements.define('line-chart', LineChart);
