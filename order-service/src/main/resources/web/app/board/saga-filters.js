import { css, html, LitElement } from 'lit';
import { isFiltering, NO_FILTER } from '../model/rows.js';
import { base, controls } from '../view/styles.js';

const STATUSES = [
  ['', 'All'],
  ['PENDING', 'Pending'],
  ['CONFIRMED', 'Confirmed'],
  ['REJECTED', 'Rejected'],
  ['CANCELLED', 'Cancelled'],
];

/** Which sagas are rows. Tells of changes with an event `filter`. */
class SagaFilters extends LitElement {
  static properties = { filter: { attribute: false } };

  static styles = [
    base,
    controls,
    css`
      fieldset {
        display: grid;
        grid-template-columns: 9rem minmax(8rem, 12rem) minmax(8rem, 16rem) auto auto 1fr;
        gap: 0.6rem 0.8rem;
        align-items: end;
      }
      .check {
        display: flex;
        align-items: center;
        gap: 0.45rem;
        min-height: 2.25rem;
        margin: 0;
        white-space: nowrap;
      }
      @media (max-width: 46rem) {
        fieldset {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  render() {
    const { status, attention, customer, text } = this.filter;
    return html`<fieldset>
      <legend class="unseen">Filters</legend>
      <div>
        <label for="status">Status</label>
        <select id="status" @change=${(event) => this.#change({ status: event.target.value })}>
          ${STATUSES.map(([value, title]) => html`<option value=${value} .selected=${value === status}>${title}</option>`)}
        </select>
      </div>
      <div>
        <label for="customer">Customer filter</label>
        <input
          id="customer"
          type="text"
          autocomplete="off"
          spellcheck="false"
          placeholder="customer-1"
          .value=${customer}
          @input=${(event) => this.#change({ customer: event.target.value.trim() })}
        />
      </div>
      <div>
        <label for="text">Order id</label>
        <input
          id="text"
          type="search"
          autocomplete="off"
          spellcheck="false"
          placeholder="any part of it"
          .value=${text}
          @input=${(event) => this.#change({ text: event.target.value.trim() })}
        />
      </div>
      <label class="check"
        ><input
          type="checkbox"
          .checked=${attention}
          @change=${(event) => this.#change({ attention: event.target.checked })}
        />Needs attention</label
      >
      ${isFiltering(this.filter)
        ? html`<button type="button" class="quiet" @click=${() => this.#change(NO_FILTER)}>Clear filters</button>`
        : null}
    </fieldset>`;
  }

  #change(change) {
    this.dispatchEvent(new CustomEvent('filter', { detail: { ...this.filter, ...change } }));
  }
}

customElements.define('saga-filters', SagaFilters);
