import { css, html, LitElement } from 'lit';
import { NoAnswer } from '../data/http.js';
import { newKey, place, products } from '../data/orders.js';
import { amount, count } from '../format.js';
import { base, controls } from '../view/styles.js';

const COUNTRIES = ['AT', 'BE', 'CH', 'DE', 'DK', 'ES', 'FR', 'GB', 'IE', 'IT', 'NL', 'NO', 'PL', 'PT', 'SE', 'UA', 'US', 'AQ'];
const COUNTRY_NAMES = new Intl.DisplayNames('en', { type: 'region' });

const GOOD = { sku: 'SKU-1001', quantity: 1, customer: 'customer-1', country: 'DE' };
const PRESETS = [
  { title: 'A good order', says: 'Every step succeeds.', order: GOOD },
  {
    title: 'Sold out',
    says: 'The stock is refused; the money that is held meanwhile is let go.',
    order: { ...GOOD, sku: 'SKU-SOLD-OUT' },
  },
  {
    title: 'No money',
    says: 'The payment is refused; the stock that is held meanwhile is released.',
    order: { ...GOOD, customer: 'customer-poor' },
  },
  {
    title: 'Not served',
    says: 'Nobody ships to Antarctica: the stock and the money are let go.',
    order: { ...GOOD, country: 'AQ' },
  },
];
const STOCK_EVERY = 5000;
const PRODUCTS_AGAIN_AFTER = 2000;

/** Places an order. Tells of one that was accepted with an event `placed`. */
class OrderForm extends LitElement {
  static properties = {
    control: { attribute: false },
    products: { state: true },
    stock: { state: true },
    wish: { state: true },
    sending: { state: true },
    placed: { state: true },
    failure: { state: true },
  };

  static styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 0.8rem;
      }
      .presets > div {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.4rem;
      }
      .presets button {
        padding-inline: 0.4rem;
        font-size: 0.88rem;
        min-height: 2.1rem;
      }
      .presets button[aria-pressed='true'] {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
        font-weight: 600;
      }
      .says {
        margin-top: 0.4rem;
        min-height: 2.5em;
        line-height: 1.25;
      }
      .pair {
        display: grid;
        grid-template-columns: 5.5rem minmax(0, 1fr);
        gap: 0.7rem;
      }
      .sum {
        grid-column: 1 / -1;
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        border-top: 1px solid var(--line);
        padding-top: 0.7rem;
      }
      .sum b {
        font-size: 1.15rem;
        font-weight: 650;
      }
      .hint {
        margin-top: 0.25rem;
      }
      section {
        container-type: inline-size;
      }
      .whole,
      button.primary {
        grid-column: 1 / -1;
      }
      @container (min-width: 34rem) {
        form {
          grid-template-columns: 1.6fr 1.4fr 1fr;
        }
        form > h2 {
          grid-column: 1 / -1;
        }
        .presets > div {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
        .says {
          min-height: 0;
        }
      }
      .notice {
        margin-top: 0.8rem;
      }
      .notice a {
        display: block;
        font-family: var(--mono);
        font-size: 0.8rem;
      }
      .notice ul {
        margin-top: 0.3rem;
      }
    `,
  ];

  #key = null;
  #timer = 0;

  constructor() {
    super();
    this.products = [];
    this.stock = new Map();
    this.wish = GOOD;
    this.sending = false;
    this.placed = null;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#fetchProducts();
    this.#fetchStock();
    this.#timer = setInterval(() => this.#fetchStock(), STOCK_EVERY);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  render() {
    const preset = PRESETS.find(({ order }) => Object.keys(order).every((name) => order[name] === this.wish[name]));
    return html`<section class="card" aria-labelledby="title">
      <form @submit=${this.#submit}>
        <h2 id="title">Place an order</h2>
        <div class="presets whole" role="group" aria-label="Presets">
          <div>
            ${PRESETS.map(
              (each) => html`<button type="button" aria-pressed=${each === preset} @click=${() => this.#change(each.order)}>
                ${each.title}
              </button>`,
            )}
          </div>
          <p class="says small soft">${preset?.says ?? 'An order of your own.'}</p>
        </div>
        ${this.#fields()}
        <p class="sum"><span class="soft">Total</span><b class="figures">${this.#total()}</b></p>
        <button class="primary" ?disabled=${this.sending}>
          ${this.sending ? 'Sending…' : this.failure instanceof NoAnswer ? 'Send again' : 'Place order'}
        </button>
      </form>
      <div role="status">${this.placed === null ? null : this.#accepted()}</div>
      <div role="alert">${this.failure === null ? null : this.#failed()}</div>
    </section>`;
  }

  #fields() {
    const { sku, quantity, customer, country } = this.wish;
    const available = this.stock.get(sku);
    const price = this.#price();
    return html`
      <div>
        <label for="product">Product</label>
        <select id="product" required @change=${(event) => this.#change({ sku: event.target.value })}>
          ${this.products.map(
            (product) => html`<option value=${product.sku} .selected=${product.sku === sku}>
              ${product.name}, ${amount(product.price.amount, product.price.currency)}
            </option>`,
          )}
        </select>
        <p class="hint small soft figures">
          ${sku}${price === undefined ? '' : `, ${amount(price.amount, price.currency)} each`}${available === undefined
            ? ''
            : `, ${available === 0 ? 'none' : count(available)} in stock`}
        </p>
      </div>
      <div class="pair">
        <div>
          <label for="quantity">Quantity</label>
          <input
            id="quantity"
            type="number"
            min="1"
            max="1000"
            required
            .value=${String(quantity)}
            @input=${(event) => this.#change({ quantity: event.target.valueAsNumber })}
          />
        </div>
        <div>
          <label for="customer">Customer</label>
          <input
            id="customer"
            required
            pattern="[A-Za-z0-9][A-Za-z0-9._\\-]{0,63}"
            title="1 to 64 letters, digits, dots, underscores or hyphens"
            autocomplete="off"
            spellcheck="false"
            .value=${customer}
            @input=${(event) => this.#change({ customer: event.target.value })}
          />
        </div>
      </div>
      <div>
        <label for="country">Country</label>
        <select id="country" @change=${(event) => this.#change({ country: event.target.value })}>
          ${COUNTRIES.map(
            (each) => html`<option value=${each} .selected=${each === country}>${COUNTRY_NAMES.of(each)}</option>`,
          )}
        </select>
      </div>
    `;
  }

  #accepted() {
    const { orderId } = this.placed;
    return html`<p class="notice good" data-testid="placed" data-order-id=${orderId}>
      <strong>Accepted.</strong> It will reach one final outcome; see it move:
      <a href="#/orders/${orderId}">${orderId}</a>
    </p>`;
  }

  #failed() {
    if (this.failure instanceof NoAnswer) {
      return html`<p class="notice bad" data-testid="place-error">
        <strong>No answer.</strong> It is not known whether the order arrived (${this.failure.message}). Send it again: it
        carries the same key, so it is placed once.
      </p>`;
    }
    const { title, detail, violations } = this.failure;
    return html`<div class="notice bad" data-testid="place-error">
      <p><strong>${title}.</strong> ${detail}</p>
      ${violations.length === 0
        ? null
        : html`<ul>
            ${violations.map(({ field, message }) => html`<li>${field}: ${message}</li>`)}
          </ul>`}
    </div>`;
  }

  #price() {
    return this.products.find(({ sku }) => sku === this.wish.sku)?.price;
  }

  #total() {
    const price = this.#price();
    return price === undefined || !(this.wish.quantity > 0) ? '–' : amount(price.amount * this.wish.quantity, price.currency);
  }

  #change(change) {
    this.wish = { ...this.wish, ...change };
    this.#key = null;
    this.failure = null;
  }

  async #submit(event) {
    event.preventDefault();
    this.sending = true;
    this.placed = null;
    this.#key ??= newKey();
    try {
      this.placed = await place(requestOf(this.wish), this.#key);
      this.#key = null;
      this.failure = null;
      this.dispatchEvent(new CustomEvent('placed', { detail: this.placed }));
    } catch (failure) {
      this.failure = failure;
      if (!(failure instanceof NoAnswer)) {
        this.#key = null;
      }
    } finally {
      this.sending = false;
    }
  }

  async #fetchProducts() {
    try {
      this.products = await products();
    } catch {
      setTimeout(() => this.isConnected && this.#fetchProducts(), PRODUCTS_AGAIN_AFTER);
    }
  }

  /** The stock is another service's to tell: it is shown where the local environment passes it on. */
  async #fetchStock() {
    if (this.control === null || document.hidden) {
      return;
    }
    try {
      this.stock = new Map((await this.control.stock()).map(({ sku, available }) => [sku, available]));
    } catch {
      this.stock = new Map();
    }
  }
}

/** The order as the API takes it; the parcel goes to the same door, in the chosen country. */
function requestOf({ sku, quantity, customer, country }) {
  return {
    customerId: customer,
    items: [{ sku, quantity }],
    shippingAddress: { name: 'Ada Lovelace', street: 'Hauptstr. 1', postalCode: '10115', city: 'Berlin', country },
  };
}

customElements.define('order-form', OrderForm);
