import { css, html, LitElement } from 'lit';
import { base, controls } from './styles.js';

const KEPT_AS = 'order-saga-colours';
const CHOICES = ['automatic', 'light', 'dark'];
const SIGNS = {
  automatic: 'M8 2a6 6 0 1 0 0 12 6 6 0 0 0 0-12v12M8 4.5l4.6 1M8 7.5l5.8 1M8 10.5l5 .6',
  light: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 .8v1.4M8 13.8v1.4M.8 8h1.4M13.8 8h1.4M2.9 2.9l1 1M12.1 12.1l1 1M2.9 13.1l1-1M12.1 3.9l1-1',
  dark: 'M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1z',
};

/** Colours as the system has them, or light, or dark. */
class ThemeButton extends LitElement {
  static properties = { choice: { state: true } };

  static styles = [
    base,
    controls,
    css`
      button {
        display: grid;
        place-items: center;
        width: 2.25rem;
        padding: 0;
        border-radius: 999px;
        border-color: var(--line);
      }
      svg {
        fill: none;
        stroke: currentColor;
        stroke-width: 1.5;
        stroke-linecap: round;
      }
    `,
  ];

  constructor() {
    super();
    const kept = localStorage.getItem(KEPT_AS);
    this.choice = CHOICES.includes(kept) ? kept : 'automatic';
    this.#apply();
  }

  render() {
    const says = `Colours: ${this.choice}`;
    return html`<button type="button" aria-label=${says} title=${says} @click=${this.#next}>
      <svg viewBox="0 0 16 16" width="17" height="17" aria-hidden="true"><path d=${SIGNS[this.choice]}></path></svg>
    </button>`;
  }

  #next() {
    this.choice = CHOICES[(CHOICES.indexOf(this.choice) + 1) % CHOICES.length];
    localStorage.setItem(KEPT_AS, this.choice);
    this.#apply();
  }

  #apply() {
    const root = document.documentElement;
    if (this.choice === 'automatic') {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = this.choice;
    }
  }
}

customElements.define('theme-button', ThemeButton);
