import { html, LitElement } from 'lit';
import { duration, label } from '../format.js';
import { DONE, PENDING, REFUSED, SENT, STAGES, STEP_STATES, STEPS, UNDOING, UNDONE } from '../model/saga.js';
import { glyph } from '../view/glyphs.js';
import { base } from '../view/styles.js';
import { diagramStyles } from './step-diagram-styles.js';

/** The saga as a picture: what is done, what is asked for, what comes next, and the way back where there is one. */
class StepDiagram extends LitElement {
  static properties = {
    journal: { attribute: false },
    saga: { attribute: false },
    /** the journal's: it changes in place */
    sequence: { type: Number },
    now: { type: Number },
  };

  static styles = [base, diagramStyles];

  render() {
    const turned = this.journal.state === 'COMPENSATING' || this.journal.state === 'COMPENSATED';
    return html`<section class="card ${turned ? 'turned' : ''}" aria-labelledby="title">
      <h2 id="title">Steps</h2>
      <ol class="stages">
        ${STAGES.map((stage) => this.#stage(stage))}
      </ol>
      ${this.#ahead()}
    </section>`;
  }

  #stage({ name, title, says }) {
    return html`<li class="stage" data-stage=${name}>
      <h3>${title} <span class="soft">${says}</span></h3>
      <ul>
        ${STEPS.map((step, place) => (step.stage === name ? this.#step(step, place) : null))}
      </ul>
    </li>`;
  }

  #step(step, place) {
    const state = this.journal.states[place];
    return html`<li class="step" data-testid="step" data-step=${step.name} data-state=${STEP_STATES[state]}>
      <span class="sign">${glyph(STEP_STATES[state])}</span>
      <div>
        <p class="name">${label(step.name)}</p>
        <p class="says">${this.#says(step, place, state)}</p>
        ${step.undo === null ? null : this.#undo(step, state)}
      </div>
    </li>`;
  }

  #says(step, place, state) {
    const service = `${step.participant}-service`;
    const { attempts, sentAt, answeredAt, reasons } = this.journal;
    const took = answeredAt[place] - sentAt[place];
    const again = this.#again(step.name);
    const attempt = attempts[place] > 1 ? `, attempt ${attempts[place]}` : '';
    const failed = reasons[place] === undefined ? '' : html` · <span class="error">${reasons[place]}</span>`;
    switch (state) {
      case PENDING:
        return this.journal.ended ? 'was not asked for' : 'not asked for yet';
      case SENT:
        return html`${service} was asked${attempt}${again}${failed}`;
      case DONE:
        return Number.isFinite(took) ? `done by ${service} in ${duration(took)}` : `done by ${service}`;
      case REFUSED:
        return html`refused by ${service}: <strong>${label(reasons[place] ?? 'no reason given')}</strong>`;
      case UNDOING:
        return html`being undone${attempt}${again}${failed}`;
      case UNDONE:
        return Number.isFinite(took) ? `undone in ${duration(took)}` : 'undone';
    }
  }

  /** When its command goes out again if no answer comes. */
  #again(name) {
    const step = this.saga?.steps?.find((each) => each.step === name);
    const deadline = step?.deadline ?? step?.resendAt;
    if (!deadline || this.journal.ended) {
      return '';
    }
    const left = Date.parse(deadline) - this.now;
    return left > 0 ? `; asked again in ${duration(Math.ceil(left / 1000) * 1000)}` : '; about to be asked again';
  }

  #undo({ undo }, state) {
    const words = {
      [PENDING]: 'way back, if it comes to that:',
      [SENT]: 'would be undone by',
      [DONE]: this.journal.mayTurnBack ? 'would be undone by' : null,
      [UNDOING]: 'on its way back:',
      [UNDONE]: 'taken back by',
    }[state];
    if (!words || (state === PENDING && !this.journal.mayTurnBack)) {
      return null;
    }
    return html`<p class="undo">${glyph('UNDOING')}<span>${words} <code>${undo}</code></span></p>`;
  }

  #ahead() {
    const { stepsToCome = [], wouldUndo = [] } = this.saga ?? {};
    const { state, ended, mayTurnBack, states } = this.journal;
    const asked = STEPS.filter((_, place) => states[place] === SENT).map(({ title }) => title);
    const next = ended
      ? state === 'COMPLETED'
        ? 'Nothing is left to do: every step is done.'
        : 'Nothing is held any more: everything is undone.'
      : state === 'COMPENSATING'
        ? 'When everything is undone, the order gets its final status.'
        : stepsToCome.length > 0
          ? html`After ${and(asked)}: <strong>${and(stepsToCome.map((step) => step.replaceAll('-', ' ')))}</strong>.`
          : 'The last answers complete it; there is no way back any more.';
    return html`<div class="ahead">
      <p data-testid="next"><span class="soft">${ended ? 'In the end' : 'If all goes well'}</span> ${next}</p>
      ${mayTurnBack && wouldUndo.length > 0
        ? html`<p data-testid="would-undo">
            <span class="soft">If it is refused or cancelled now</span> ${and(wouldUndo)} would go out.
          </p>`
        : null}
    </div>`;
  }
}

function and(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

customElements.define('step-diagram', StepDiagram);
