import { css } from 'lit';

/** What every component's shadow root begins with. */
export const base = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ol,
  ul,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
  }
  fieldset {
    border: 0;
    min-width: 0;
  }
  ol,
  ul {
    list-style: none;
  }
  h1 {
    font-size: 1.45rem;
    line-height: 1.25;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  h2 {
    font-size: 0.95rem;
    line-height: 1.4;
    font-weight: 650;
  }
  h3 {
    font-size: 0.9rem;
    font-weight: 650;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }
  :focus-visible {
    outline: 2px solid var(--blue);
    outline-offset: 2px;
    border-radius: 4px;
  }
  .card {
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: var(--round);
    box-shadow: var(--shadow);
    padding: 1rem 1.1rem;
  }
  .soft {
    color: var(--ink-soft);
  }
  .small {
    font-size: 0.84rem;
  }
  .mono {
    font-family: var(--mono);
    font-size: 0.92em;
  }
  .figures {
    font-variant-numeric: tabular-nums;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** Buttons, fields, and what is said about them. */
export const controls = css`
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    min-height: 2.25rem;
    padding: 0.3rem 0.85rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--round-small);
    background: var(--card);
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--raised);
    border-color: var(--ink-soft);
  }
  button:disabled {
    cursor: not-allowed;
    color: var(--ink-soft);
    border-color: var(--line);
    opacity: 0.65;
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }
  button.danger {
    color: var(--red);
    border-color: color-mix(in srgb, var(--red) 55%, var(--card));
  }
  button.quiet {
    border-color: var(--line);
  }
  label,
  .label {
    display: block;
    font-size: 0.84rem;
    font-weight: 550;
    margin-bottom: 0.25rem;
  }
  input:not([type='checkbox']),
  select {
    width: 100%;
    min-height: 2.25rem;
    padding: 0.3rem 0.6rem;
    background: var(--card);
    border: 1px solid var(--line-strong);
    border-radius: var(--round-small);
  }
  input[type='checkbox'] {
    width: 1.05rem;
    height: 1.05rem;
    accent-color: var(--accent);
    margin: 0;
  }
  input::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }
  .notice {
    border-radius: var(--round-small);
    padding: 0.6rem 0.8rem;
    font-size: 0.9rem;
    border: 1px solid var(--line);
    background: var(--raised);
    overflow-wrap: anywhere;
  }
  .notice.good {
    background: var(--green-soft);
    border-color: color-mix(in srgb, var(--green) 35%, var(--card));
  }
  .notice.bad {
    background: var(--red-soft);
    border-color: color-mix(in srgb, var(--red) 40%, var(--card));
  }
  .notice strong {
    font-weight: 650;
  }
`;
