import { css, html, LitElement } from 'lit';
import { amount, clock, count, label } from '../format.js';
import { glyph } from '../view/glyphs.js';
import { base } from '../view/styles.js';

const SIGNS = { HOLDS: 'DONE', BROKEN: 'REFUSED', UNKNOWN: 'UNKNOWN' };
const WORDS = { HOLDS: 'Holds', BROKEN: 'Broken', UNKNOWN: 'Unknown' };
const MAX_VIOLATIONS = 10;

/** The three promises, computed from the services' own views: green while they hold, and what breaks them by name. */
class BooksPanel extends LitElement {
  static properties = { books: { attribute: false } };

  static styles = [
    base,
    css`
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.2rem 0.6rem;
      }
      .top .at {
        margin-left: auto;
      }
      .verdict {
        --tone: var(--ink-soft);
        --tone-soft: var(--unlit);
        display: inline-flex;
        align-items: center;
        gap: 0.3rem;
        padding: 0.05rem 0.6rem 0.05rem 0.45rem;
        border-radius: 999px;
        font-size: 0.84rem;
        font-weight: 550;
        color: var(--tone);
        background: var(--tone-soft);
      }
      .verdict .glyph {
        width: 0.85rem;
        height: 0.85rem;
      }
      .verdict.HOLDS {
        --tone: var(--green);
        --tone-soft: var(--green-soft);
      }
      .verdict.BROKEN {
        --tone: var(--red);
        --tone-soft: var(--red-soft);
      }
      .verdict.UNKNOWN {
        --tone: var(--amber);
        --tone-soft: var(--amber-soft);
      }
      .promises {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
        gap: 1.2rem;
        margin-top: 0.8rem;
      }
      .promise > .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.6rem;
        padding-bottom: 0.5rem;
        border-bottom: 1px solid var(--line);
      }
      .check {
        padding: 0.55rem 0;
        border-bottom: 1px solid var(--line);
        font-size: 0.88rem;
      }
      .check:last-child {
        border-bottom: 0;
      }
      .name {
        display: flex;
        gap: 0.4rem;
        align-items: start;
        font-weight: 550;
        line-height: 1.4;
      }
      .says::first-letter {
        text-transform: uppercase;
      }
      .name .glyph {
        flex: none;
        margin-top: 0.15rem;
        color: var(--green);
      }
      [data-verdict='BROKEN'] > .name .glyph {
        color: var(--red);
      }
      [data-verdict='UNKNOWN'] > .name .glyph {
        color: var(--amber);
      }
      .says {
        color: var(--ink-soft);
        padding-left: 1.4rem;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
      .violations {
        margin: 0.4rem 0 0 1.4rem;
        padding: 0.4rem 0.6rem;
        border-radius: var(--round-small);
        background: var(--red-soft);
        overflow-wrap: anywhere;
      }
      .violations li + li {
        margin-top: 0.3rem;
      }
    `,
  ];

  render() {
    const { books } = this;
    const verdict = books?.verdict;
    return html`<section
      class="card"
      aria-labelledby="title"
      data-testid="books"
      data-verdict=${verdict ?? 'UNKNOWN'}
    >
      <div class="top">
        <h2 id="title">Books</h2>
        <span role="status">${verdict ? sign(verdict) : null}</span>
        <span class="at small soft figures">${books?.at ? `computed at ${clock(books.at)}` : ''}</span>
      </div>
      ${books === null ? html`<p class="soft">They are being computed…</p>` : null}
      ${books?.failure ? html`<p class="soft" data-testid="books-error">No books now: ${books.failure}</p>` : null}
      <div class="promises">${books?.promises?.map((promise) => this.#promise(promise))}</div>
    </section>`;
  }

  #promise({ promise, title, verdict, checks }) {
    return html`<div class="promise" data-testid="promise" data-promise=${promise} data-verdict=${verdict}>
      <div class="head">
        <h3>${promise}. ${title}</h3>
        ${sign(verdict)}
      </div>
      <ul>
        ${checks.map((check) => this.#check(check))}
      </ul>
    </div>`;
  }

  #check({ name, verdict, explanation, figures, violations }) {
    const said = Object.entries(figures ?? {}).map(([figure, value]) => figureOf(figure, value));
    return html`<li class="check" data-testid="check" data-verdict=${verdict}>
      <p class="name">${glyph(SIGNS[verdict])}<span>${label(name)}<span class="unseen">: ${WORDS[verdict]}</span></span></p>
      <p class="says">${explanation}</p>
      ${said.length === 0 ? null : html`<p class="says figures">${said.join(', ')}</p>`}
      ${violations.length === 0 ? null : this.#violations(violations)}
    </li>`;
  }

  #violations(violations) {
    return html`<ul class="violations">
      ${violations.slice(0, MAX_VIOLATIONS).map(
        ({ orderId, account, sku, message }) => html`<li data-testid="violation">
          ${orderId ? html`<a class="mono" href="#/orders/${orderId}">${orderId}</a>` : (account ?? sku ?? '')} ${message}
        </li>`,
      )}
      ${violations.length > MAX_VIOLATIONS ? html`<li>and ${count(violations.length - MAX_VIOLATIONS)} more</li>` : null}
    </ul>`;
  }
}

function sign(verdict) {
  return html`<span class="verdict ${verdict}">${glyph(SIGNS[verdict])}${WORDS[verdict]}</span>`;
}

/** A figure with its name; one whose name ends with a currency is money: `captured EUR` 1999 as "captured €19.99". */
function figureOf(name, value) {
  const money = /^(.*) ([A-Z]{3})$/.exec(name);
  return money === null
    ? `${label(name.replaceAll(/([a-z])([A-Z])/g, '$1-$2')).toLowerCase()} ${written(value)}`
    : `${money[1]} ${amount(value, money[2])}`;
}

function written(value) {
  return typeof value === 'number' ? count(value) : String(value);
}

customElements.define('books-panel', BooksPanel);
