import { css, html, LitElement } from 'lit';
import { NoAnswer, Refused } from '../data/http.js';
import { base, controls } from '../view/styles.js';
import './books-panel.js';
import './burst-form.js';
import './process-card.js';

const LOOK_EVERY = 1000;

/** The local environment: its processes, a burst of orders, and the books. Looks each second while it is seen. */
class ControlView extends LitElement {
  static properties = {
    control: { attribute: false },
    status: { state: true },
    books: { state: true },
    away: { state: true },
    refusal: { state: true },
  };

  static styles = [
    base,
    controls,
    css`
      .layout {
        display: grid;
        gap: 1rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .processes {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
        gap: 0.8rem;
        margin-top: 0.7rem;
      }
      .lower {
        display: grid;
        grid-template-columns: minmax(16rem, 21rem) minmax(0, 1fr);
        gap: 1rem;
        align-items: start;
      }
      .repairs {
        margin-top: 0.8rem;
      }
      .repairs li {
        font-size: 0.86rem;
        overflow-wrap: anywhere;
      }
      .repairs summary {
        cursor: pointer;
        font-size: 0.88rem;
      }
      .told:not(:has(*)) {
        display: none;
      }
      @media (max-width: 62rem) {
        .lower {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  #timer = 0;
  #looking = false;
  #reading = false;
  #seeing = () => this.#lookAround();

  constructor() {
    super();
    this.status = null;
    this.books = null;
    this.away = null;
    this.refusal = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#lookAround(), LOOK_EVERY);
    document.addEventListener('visibilitychange', this.#seeing);
    this.#lookAround();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#seeing);
  }

  render() {
    if (this.control === null) {
      return html`<section class="card" aria-labelledby="title">
        <h1 id="title">Control room</h1>
        <p>
          There is no local environment to control from here. Open the page by the address that
          <code>infra/saga status</code> prints.
        </p>
      </section>`;
    }
    return html`<div class="layout">
      <h1>Control room</h1>
      <div role="alert" class="told">${this.#trouble()}</div>
      <section aria-labelledby="processes">
        <h2 id="processes">Processes</h2>
        <div class="processes">
          ${this.status?.processes.map(
            (process) => html`<process-card
              .process=${process}
              .relay=${this.status.relays.find(({ service }) => isOf(process, service))}
              .consumer=${this.status.consumers?.find(({ service }) => isOf(process, service))}
              .away=${this.away !== null}
              @command=${this.#command}
            ></process-card>`,
          )}
        </div>
        ${this.#repairs()}
      </section>
      <div class="lower">
        <burst-form .control=${this.control}></burst-form>
        <books-panel .books=${this.books}></books-panel>
      </div>
    </div>`;
  }

  #trouble() {
    if (this.away !== null) {
      return html`<p class="notice bad" data-testid="control-error">
        <strong>${this.away instanceof Refused ? 'The supervisor refuses.' : 'The supervisor does not answer.'}</strong>
        ${this.away instanceof Refused
          ? this.away.message
          : 'What is shown may be out of date. It may have been stopped; start it with infra/saga up.'}
      </p>`;
    }
    return this.refusal === null
      ? null
      : html`<p class="notice bad" data-testid="control-error"><strong>Not done.</strong> ${this.refusal}</p>`;
  }

  #repairs() {
    const notices = this.status?.notices ?? [];
    return notices.length === 0
      ? null
      : html`<details class="repairs">
          <summary>Repaired without being asked: ${notices.length}</summary>
          <ul>
            ${notices.toReversed().map((notice) => html`<li>${notice}</li>`)}
          </ul>
        </details>`;
  }

  #lookAround() {
    if (!document.hidden && this.control !== null) {
      this.#look();
      this.#readBooks();
    }
  }

  async #look() {
    if (this.#looking) {
      return;
    }
    this.#looking = true;
    try {
      this.status = await this.control.status();
      this.away = null;
    } catch (failure) {
      this.away = failure;
    } finally {
      this.#looking = false;
    }
  }

  /** Apart from the processes: the books take as long as the slowest service. */
  async #readBooks() {
    if (this.#reading) {
      return;
    }
    this.#reading = true;
    try {
      this.books = await this.control.books();
    } catch (failure) {
      this.books = { failure: failure.message };
    } finally {
      this.#reading = false;
    }
  }

  async #command({ detail }) {
    this.refusal = null;
    try {
      await this.control.command(detail.process, detail.command);
    } catch (failure) {
      this.refusal = failure instanceof NoAnswer ? 'No answer came; see how the process is.' : failure.message;
    }
    await this.#look();
  }
}

/** Whether a process is the service or one of its replicas. */
function isOf({ name }, service) {
  return name === service || new RegExp(`^${service}-\\d+$`).test(name);
}

customElements.define('control-view', ControlView);
