import { css, html, LitElement } from 'lit';
import { cache } from 'lit/directives/cache.js';
import { Control } from './data/control.js';
import { LiveFeed } from './data/live-feed.js';
import { Board } from './model/board.js';
import { shortId } from './format.js';
import { base } from './view/styles.js';
import './board/board-view.js';
import './control/control-view.js';
import './order/order-view.js';
import './view/connection-state.js';
import './view/theme-button.js';

/** The page's frame: what is at the top, which view is shown, and the one stream of all orders. */
class SagaPage extends LitElement {
  static properties = {
    route: { state: true },
    connection: { state: true },
  };

  static styles = [
    base,
    css`
      .skip {
        position: absolute;
        left: 1rem;
        top: -4rem;
        z-index: 2;
        background: var(--card);
        padding: 0.5rem 1rem;
        border-radius: var(--round-small);
      }
      .skip:focus {
        top: 0.5rem;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 1.4rem;
        max-width: 90rem;
        margin: 0 auto;
        padding: 0.75rem clamp(0.9rem, 2.5vw, 2rem);
      }
      .brand {
        display: inline-flex;
        align-items: center;
        gap: 0.6rem;
        font-weight: 650;
        font-size: 1.05rem;
        letter-spacing: -0.01em;
        color: var(--ink);
        text-decoration: none;
      }
      .brand img {
        width: 1.7rem;
        height: 1.7rem;
        display: block;
      }
      nav ul {
        display: flex;
        gap: 0.2rem;
      }
      nav a {
        display: block;
        padding: 0.3rem 0.7rem;
        border-radius: var(--round-small);
        color: var(--ink-soft);
        text-decoration: none;
        font-weight: 550;
      }
      nav a:hover {
        color: var(--ink);
        background: color-mix(in srgb, var(--line) 45%, transparent);
      }
      nav a[aria-current='page'] {
        color: var(--ink);
        background: color-mix(in srgb, var(--line) 70%, transparent);
      }
      .end {
        margin-left: auto;
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }
      @media (max-width: 34rem) {
        nav {
          order: 1;
          width: 100%;
        }
      }
      main {
        max-width: 90rem;
        margin: 0 auto;
        padding: 0.4rem clamp(0.9rem, 2.5vw, 2rem) 3rem;
        outline: none;
      }
    `,
  ];

  constructor() {
    super();
    this.control = Control.find();
    this.board = new Board();
    this.feed = new LiveFeed(this.board, () => (this.connection = this.feed.state));
    this.connection = this.feed.state;
    this.route = routeOf(location.hash);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', () => this.#navigate());
    document.title = titleOf(this.route);
    this.feed.start();
  }

  render() {
    return html`
      <header>
        <a class="skip" href="#content" @click=${this.#skip}>Skip to content</a>
        <a class="brand" href="#/"><img src="/favicon.svg" alt="" />Order saga</a>
        <nav aria-label="Main">
          <ul>
            <li><a href="#/" aria-current=${this.route.view === 'board' ? 'page' : 'false'}>Board</a></li>
            ${this.control === null
              ? null
              : html`<li>
                  <a href="#/control" aria-current=${this.route.view === 'control' ? 'page' : 'false'}>Control room</a>
                </li>`}
          </ul>
        </nav>
        <div class="end">
          <connection-state .state=${this.connection}></connection-state>
          <theme-button></theme-button>
        </div>
      </header>
      <main id="main" tabindex="-1">${cache(this.#view())}</main>
    `;
  }

  #view() {
    switch (this.route.view) {
      case 'order':
        return html`<order-view .orderId=${this.route.orderId}></order-view>`;
      case 'control':
        return html`<control-view .control=${this.control}></control-view>`;
      default:
        return html`<board-view .board=${this.board} .control=${this.control}></board-view>`;
    }
  }

  #navigate() {
    const found = Control.find();
    this.control = found ?? this.control;
    this.route = routeOf(location.hash);
    document.title = titleOf(this.route);
    scrollTo(0, 0);
    this.renderRoot.getElementById('main').focus({ preventScroll: true });
  }

  #skip(event) {
    event.preventDefault();
    this.renderRoot.getElementById('main').focus();
  }
}

function routeOf(hash) {
  const [, view, id] = hash.split('/');
  if (view === 'orders' && id) {
    return { view: 'order', orderId: decodeURIComponent(id) };
  }
  return { view: view === 'control' ? 'control' : 'board' };
}

function titleOf(route) {
  switch (route.view) {
    case 'order':
      return `Order ${shortId(route.orderId)} · Order saga`;
    case 'control':
      return 'Control room · Order saga';
    default:
      return 'Order saga';
  }
}

customElements.define('saga-page', SagaPage);
