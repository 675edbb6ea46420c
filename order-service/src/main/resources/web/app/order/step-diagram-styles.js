import { css } from 'lit';

/** Three stages side by side, below one another on a phone; before the last, the point of no return. */
export const diagramStyles = css`
  .stages {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 2.6rem;
    margin-top: 0.9rem;
  }
  .stage {
    position: relative;
  }
  .stage > h3 {
    margin-bottom: 0.6rem;
  }
  .stage > h3 span {
    font-weight: 400;
    font-size: 0.82rem;
    margin-left: 0.3rem;
  }
  .stage > ul {
    display: grid;
    gap: 0.6rem;
  }
  .stage + .stage::before {
    content: '';
    position: absolute;
    left: -1.3rem;
    top: 0.2rem;
    bottom: 0;
    border-left: 1px solid var(--line);
  }
  .stage + .stage::after {
    content: '';
    position: absolute;
    left: -1.58rem;
    top: calc(50% + 0.6rem);
    width: 0.5rem;
    height: 0.5rem;
    border: solid var(--line-strong);
    border-width: 2px 2px 0 0;
    background: linear-gradient(45deg, transparent 50%, var(--card) 50%);
    transform: rotate(45deg);
  }
  .turned .stage + .stage::after {
    border-color: var(--violet);
    transform: rotate(-135deg);
    background: linear-gradient(45deg, transparent 50%, var(--card) 50%);
  }
  .stage[data-stage='settle']::before {
    border-left: 2px dashed var(--line-strong);
  }
  .step {
    --tone: var(--ink-soft);
    --tone-soft: var(--unlit);
    display: grid;
    grid-template-columns: 1.9rem minmax(0, 1fr);
    gap: 0.7rem;
    padding: 0.65rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: 9px;
    background: var(--raised);
    transition: border-color 0.25s;
  }
  .sign {
    display: grid;
    place-items: center;
    width: 1.9rem;
    height: 1.9rem;
    border-radius: 50%;
    color: var(--tone);
    background: var(--tone-soft);
    transition: background-color 0.25s;
  }
  .name {
    font-weight: 600;
    line-height: 1.3;
  }
  .says {
    font-size: 0.86rem;
    color: var(--ink-soft);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .says strong {
    color: var(--red);
  }
  .error {
    color: var(--amber);
  }
  [data-state='PENDING'] {
    border-style: dashed;
    background: transparent;
  }
  [data-state='PENDING'] .name {
    color: var(--ink-soft);
  }
  [data-state='SENT'] {
    --tone: var(--blue);
    --tone-soft: var(--blue-soft);
    border-color: var(--blue);
  }
  [data-state='DONE'] {
    --tone: #fff;
    --tone-soft: var(--lit);
    border-color: color-mix(in srgb, var(--green) 40%, var(--card));
  }
  [data-state='REFUSED'] {
    --tone: #fff;
    --tone-soft: var(--halt);
    border-color: var(--red);
  }
  [data-state='UNDOING'],
  [data-state='UNDONE'] {
    --tone: var(--violet);
    --tone-soft: var(--violet-soft);
    border-color: var(--violet);
  }
  [data-state='UNDOING'] {
    border-style: dashed;
  }
  [data-state='SENT'] .sign .glyph,
  [data-state='UNDOING'] .sign .glyph {
    animation: breathe 1.4s ease-in-out infinite;
  }
  .undo {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    margin-top: 0.35rem;
    font-size: 0.82rem;
    color: var(--ink-soft);
  }
  .undo .glyph {
    width: 0.9rem;
    height: 0.9rem;
    flex: none;
  }
  .undo code {
    font: inherit;
    font-weight: 550;
  }
  [data-state='UNDOING'] .undo,
  [data-state='UNDONE'] .undo {
    color: var(--violet);
  }
  .ahead {
    display: grid;
    gap: 0.25rem;
    margin-top: 1rem;
    padding-top: 0.8rem;
    border-top: 1px solid var(--line);
    font-size: 0.92rem;
  }
  .ahead .soft {
    display: inline-block;
    min-width: 15rem;
  }
  @keyframes breathe {
    50% {
      opacity: 0.35;
    }
  }
  @media (max-width: 56rem) {
    .stages {
      grid-template-columns: minmax(0, 1fr);
      gap: 1.9rem;
    }
    .stage + .stage::before {
      left: 0;
      right: 0;
      top: -0.95rem;
      bottom: auto;
      border-left: 0;
      border-top: 1px solid var(--line);
    }
    .stage[data-stage='settle']::before {
      border-left: 0;
      border-top: 2px dashed var(--line-strong);
    }
    .stage + .stage::after {
      left: calc(50% - 0.25rem);
      top: -1.3rem;
      transform: rotate(135deg);
    }
    .turned .stage + .stage::after {
      transform: rotate(-45deg);
    }
    .ahead .soft {
      display: block;
    }
  }
`;
