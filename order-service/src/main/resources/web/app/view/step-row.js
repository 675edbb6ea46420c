import { css, html } from 'lit';
import { glyph } from './glyphs.js';
import { sayStep, STEP_STATES, STEPS } from '../model/saga.js';

/** A saga in one line: five steps that light up; what goes forward is green, the way back has a look of its own. */
export function stepRow(states, attempts) {
  const said = states.map((state, place) => sayStep(place, state, attempts[place])).join(', ');
  return html`<span class="steps" role="img" aria-label=${said}>
    ${STEPS.map((step, place) => {
      const state = STEP_STATES[states[place]];
      return html`<span class="step" data-step=${step.name} data-stage=${step.stage} data-state=${state}>${glyph(state)}</span>`;
    })}
  </span>`;
}

/** One step's sign by itself. */
export function stepSign(state) {
  return html`<span class="step" data-state=${state}>${glyph(state)}</span>`;
}

/** The same columns as a heading. */
export function stepHeadings() {
  return html`<span class="steps headings" aria-hidden="true">
    ${STEPS.map((step) => html`<span class="heading" data-stage=${step.stage}>${step.short}</span>`)}
  </span>`;
}

/**
 * Steps move (breathe, fade) only inside `.lively`: each moving step has the browser paint sixty times a second, and a
 * board full of them costs a third of a core for as long as it is open.
 */
export const stepStyles = css`
  .steps {
    display: inline-grid;
    grid-template-columns: repeat(2, minmax(0, 1fr)) 0.7rem minmax(0, 1fr) 0.7rem repeat(2, minmax(0, 1fr));
    gap: 0.25rem;
    align-items: center;
    width: 100%;
    max-width: 24rem;
  }
  .steps > :nth-child(3) {
    grid-column: 4;
  }
  .steps > :nth-child(4) {
    grid-column: 6;
  }
  .heading {
    text-align: center;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .step {
    position: relative;
    display: grid;
    place-items: center;
    height: 1.35rem;
    border-radius: 5px;
    border: 1px solid transparent;
    color: var(--ink-soft);
    background: var(--unlit);
  }
  .lively .step {
    transition: background-color 0.2s;
  }
  .step[data-stage='decide']::before,
  .step[data-stage='settle']:nth-child(4)::before {
    content: '';
    position: absolute;
    right: calc(100% + 0.28rem);
    top: 50%;
    width: 0.32rem;
    height: 0.32rem;
    border: solid var(--line-strong);
    border-width: 1.5px 1.5px 0 0;
    transform: translate(-15%, -50%) rotate(45deg);
  }
  .step .glyph {
    width: 0.95rem;
    height: 0.95rem;
  }
  .step[data-state='SENT'] {
    color: var(--blue);
    background: var(--blue-soft);
    border-color: var(--blue);
  }
  .lively .step[data-state='SENT'] .glyph,
  .lively .step[data-state='UNDOING'] .glyph {
    animation: breathe 1.4s ease-in-out infinite;
  }
  .step[data-state='DONE'] {
    color: #fff;
    background: var(--lit);
  }
  .step[data-state='REFUSED'] {
    color: #fff;
    background: var(--halt);
  }
  .step[data-state='UNDOING'] {
    color: var(--violet);
    background: var(--violet-soft);
    border: 1px dashed var(--violet);
  }
  .step[data-state='UNDONE'] {
    color: var(--violet);
    border: 1px solid var(--violet);
    background: repeating-linear-gradient(
      -45deg,
      var(--violet-soft) 0 4px,
      color-mix(in srgb, var(--violet-soft) 40%, var(--card)) 4px 8px
    );
  }
  @keyframes breathe {
    50% {
      opacity: 0.35;
    }
  }
`;
