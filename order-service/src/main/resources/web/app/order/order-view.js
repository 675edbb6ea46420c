import { css, html, LitElement } from 'lit';
import { Refused } from '../data/http.js';
import { OrderFeed } from '../data/order-feed.js';
import { cancel } from '../data/orders.js';
import { amount, duration, label, moment, shortId } from '../format.js';
import { attentionBadge, badges, statusBadge } from '../view/badges.js';
import { Pulse } from '../view/pulse.js';
import { base, controls } from '../view/styles.js';
import './order-log.js';
import './step-diagram.js';
import './why-panel.js';

const DRAW_EVERY = 50;

/** One order's timeline: where its saga is, what comes next, why it waits, and all that happened. */
class OrderView extends LitElement {
  static properties = {
    orderId: {},
    cancelling: { state: true },
    cancelled: { state: true },
    refusal: { state: true },
  };

  static styles = [
    base,
    controls,
    badges,
    css`
      .layout {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.8rem;
      }
      .top .actions {
        margin-left: auto;
      }
      .whole {
        width: 100%;
        overflow-wrap: anywhere;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 2.2rem;
        margin-top: 0.9rem;
        padding-top: 0.9rem;
        border-top: 1px solid var(--line);
      }
      dt {
        font-size: 0.8rem;
        color: var(--ink-soft);
      }
      dd {
        font-weight: 550;
      }
      .told:not(:has(*)) {
        display: contents;
      }
      .notice {
        margin-top: 0.9rem;
      }
      .back {
        font-size: 0.9rem;
      }
    `,
  ];

  #pulse = new Pulse(this, DRAW_EVERY);
  #feed = null;

  connectedCallback() {
    super.connectedCallback();
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#feed?.close();
    this.#feed = null;
  }

  willUpdate(changed) {
    if (changed.has('orderId')) {
      this.#follow();
    }
  }

  #follow() {
    this.#feed?.close();
    this.#feed = this.orderId && this.isConnected ? new OrderFeed(this.orderId, () => this.#pulse.beat()) : null;
    this.cancelling = false;
    this.cancelled = false;
    this.refusal = null;
  }

  render() {
    const feed = this.#feed;
    if (feed === null) {
      return null;
    }
    return html`<div class="layout">
      <p class="back"><a href="#/">Back to the board</a></p>
      <section class="card" aria-labelledby="title">${this.#header(feed)}</section>
      ${feed.order === null ? null : this.#body(feed)}
    </div>`;
  }

  #header({ order, journal, saga, failure, connected }) {
    const state = journal.state || saga?.state;
    return html`
      <div class="top">
        <h1 id="title">Order ${shortId(this.orderId)}</h1>
        ${order === null ? null : html`<span data-testid="order-status">${statusBadge(order.status)}</span>`}
        ${saga?.needsAttention ? attentionBadge() : null}
        <span class="actions">
          ${journal.mayTurnBack && !this.cancelled
            ? html`<button type="button" class="danger" ?disabled=${this.cancelling} @click=${this.#cancel}>
                Cancel order
              </button>`
            : null}
        </span>
        <p class="whole small soft mono">${this.orderId}</p>
      </div>
      ${order === null ? lookingUp(failure) : this.#facts(order, state)}
      <div role="status" class="told">
        ${this.cancelled
          ? html`<p class="notice good" data-testid="cancel-result">
              ${journal.ended
                ? html`<strong>It is cancelled.</strong> Whatever was done is undone.`
                : html`<strong>It will be cancelled.</strong> Whatever was done, or may have been done, is being undone.`}
            </p>`
          : null}
        ${!connected && failure === null && order !== null && !journal.ended
          ? html`<p class="notice" data-testid="order-connection">Reconnecting to this order’s stream…</p>`
          : null}
      </div>
      <div role="alert" class="told">
        ${this.refusal === null ? null : this.#tooLate()} ${failure === null ? null : notFound(failure)}
      </div>
    `;
  }

  #facts(order, state) {
    const items = order.items.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ');
    return html`<dl class="facts">
      ${fact('Saga', html`<span data-testid="order-state">${label(state)}</span>`)}
      ${order.reason ? fact('Reason', label(order.reason)) : null}
      ${fact('Total', amount(order.total.amount, order.total.currency))} ${fact('Items', items)}
      ${fact('Customer', order.customerId)} ${fact('Placed', moment(order.placedAt))}
      ${order.decidedAt
        ? fact('Decided after', duration(Date.parse(order.decidedAt) - Date.parse(order.placedAt)))
        : null}
      ${order.trackingNumber ? fact('Parcel', order.trackingNumber) : null}
    </dl>`;
  }

  #body({ journal, saga, why }) {
    return html`
      ${why === null || journal.ended ? null : html`<why-panel .why=${why} .now=${Date.now()}></why-panel>`}
      <step-diagram .journal=${journal} .saga=${saga} .sequence=${journal.sequence} .now=${Date.now()}></step-diagram>
      <order-log .entries=${journal.entries} .startedAt=${journal.startedAt}></order-log>
    `;
  }

  #tooLate() {
    const title = this.refusal instanceof Refused && this.refusal.status === 409 ? 'Too late to cancel.' : 'Not cancelled.';
    return html`<p class="notice bad" data-testid="cancel-error"><strong>${title}</strong> ${this.refusal.message}</p>`;
  }

  async #cancel() {
    this.cancelling = true;
    this.refusal = null;
    try {
      await cancel(this.orderId);
      this.cancelled = true;
    } catch (refusal) {
      this.refusal = refusal;
    } finally {
      this.cancelling = false;
      this.#feed?.refresh();
    }
  }
}

function fact(title, value) {
  return html`<div>
    <dt>${title}</dt>
    <dd class="figures">${value}</dd>
  </div>`;
}

function lookingUp(failure) {
  return failure === null ? html`<p class="soft">Looking it up…</p>` : null;
}

function notFound(failure) {
  return html`<p class="notice bad" data-testid="order-error">
    <strong>${failure instanceof Refused ? failure.title : 'The service does not answer'}.</strong> ${failure.message}
  </p>`;
}

customElements.define('order-view', OrderView);
