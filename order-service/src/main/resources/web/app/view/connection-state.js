import { css, html, LitElement } from 'lit';
import { base } from './styles.js';

const WORDS = {
  CONNECTING: 'Connecting…',
  LIVE: 'Live',
  RECONNECTING: 'Reconnecting…',
  HIDDEN: 'Paused while hidden',
};

/** Whether what is shown is what is. */
class ConnectionState extends LitElement {
  static properties = { state: {} };

  static styles = [
    base,
    css`
      p {
        display: flex;
        align-items: center;
        gap: 0.45rem;
        padding: 0.2rem 0.7rem;
        border-radius: 999px;
        border: 1px solid var(--line);
        background: var(--card);
        font-size: 0.85rem;
        font-weight: 550;
        white-space: nowrap;
      }
      p::before {
        content: '';
        width: 0.55rem;
        height: 0.55rem;
        border-radius: 50%;
        border: 2px solid var(--amber);
      }
      [data-state='LIVE']::before {
        border-color: var(--green);
        background: var(--green);
      }
      [data-state='RECONNECTING'] {
        color: var(--amber);
        background: var(--amber-soft);
        border-color: color-mix(in srgb, var(--amber) 40%, var(--card));
      }
      [data-state='CONNECTING']::before,
      [data-state='RECONNECTING']::before {
        border-right-color: transparent;
        animation: turn 0.9s linear infinite;
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
    `,
  ];

  render() {
    return html`<p role="status" data-testid="connection" data-state=${this.state}>${WORDS[this.state]}</p>`;
  }
}

customElements.define('connection-state', ConnectionState);
