import { css, html, LitElement } from 'lit';
import { duration } from '../format.js';
import { base } from '../view/styles.js';
import './line-chart.js';

/** The last two minutes: orders a second, and how long they took from placed to decided. */
class MinutesCharts extends LitElement {
  static properties = {
    series: { attribute: false },
    now: { type: Number },
  };

  static styles = [
    base,
    css`
      section {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 1rem;
      }
      @media (max-width: 46rem) {
        section {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  render() {
    const { placed, decided, median, p99 } = this.series.until(this.now);
    return html`<section aria-label="Last two minutes">
      <line-chart
        class="card"
        data-testid="chart-rate"
        heading="Orders a second"
        .lines=${[
          { name: 'placed', values: placed, look: 'area' },
          { name: 'decided', values: decided, look: 'line' },
        ]}
        .write=${(value) => String(Math.round(value))}
      ></line-chart>
      <line-chart
        class="card"
        data-testid="chart-latency"
        heading="Time to decide"
        .lines=${[
          { name: 'median', values: median, look: 'line' },
          { name: 'p99', values: p99, look: 'faint' },
        ]}
        .write=${duration}
      ></line-chart>
    </section>`;
  }
}

customElements.define('minutes-charts', MinutesCharts);
