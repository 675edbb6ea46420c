import { css, html, LitElement } from 'lit';
import { STEP_STATES } from '../model/saga.js';
import { stepSign, stepStyles } from '../view/step-row.js';
import { base } from '../view/styles.js';

const SAYS = {
  PENDING: 'not asked for yet',
  SENT: 'asked, not answered',
  DONE: 'done',
  REFUSED: 'refused',
  UNDOING: 'being undone',
  UNDONE: 'undone',
};

/** How to read a row. */
class StepLegend extends LitElement {
  static styles = [
    base,
    stepStyles,
    css`
      section.card {
        padding-block: 0.85rem;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(7.4rem, 1fr));
        gap: 0.45rem 0.8rem;
        margin: 0.5rem 0 0.7rem;
      }
      li {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        font-size: 0.82rem;
        line-height: 1.2;
      }
      .step {
        width: 2rem;
        flex: none;
      }
      .step .glyph {
        animation: none !important;
      }
    `,
  ];

  render() {
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">How to read a row</h2>
      <ul>
        ${STEP_STATES.map((state) => html`<li>${stepSign(state)}${SAYS[state]}</li>`)}
      </ul>
      <p class="small soft">
        Stock and money are held side by side; the parcel decides; then the money is captured and the stock committed. A
        refusal before that undoes what is held.
      </p>
    </section>`;
  }
}

customElements.define('step-legend', StepLegend);
