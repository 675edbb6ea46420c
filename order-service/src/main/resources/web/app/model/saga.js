/**
 * What the page knows of the saga's definition, and how an entry of the log changes what is known of its steps. Pure:
 * no clock, no network, no view.
 */

/**
 * @typedef {object} Entry one entry of a saga's log, as the streams tell it
 * @property {string} orderId
 * @property {number} sequence
 * @property {string} at
 * @property {string} event
 * @property {string} [step]
 * @property {string} [from]
 * @property {string} to
 * @property {string} [status]
 * @property {string} [why]
 * @property {{step: string, command: string, attempt: number}[]} [sends]
 * @property {string} [customerId] with the first entry
 * @property {{amount: number, currency: string}} [total] with the first entry
 */

export const STEPS = [
  step('reserve-stock', 'hold', 'inventory', 'Stock', 'ReserveStock', 'ReleaseStock'),
  step('authorize-payment', 'hold', 'payment', 'Money', 'AuthorizePayment', 'VoidPayment'),
  step('arrange-shipment', 'decide', 'shipping', 'Parcel', 'ArrangeShipment', 'CancelShipment'),
  step('capture-payment', 'settle', 'payment', 'Capture', 'CapturePayment', null),
  step('commit-stock', 'settle', 'inventory', 'Commit', 'CommitStock', null),
];

export const STAGES = [
  { name: 'hold', title: 'Hold', says: 'stock and money, side by side' },
  { name: 'decide', title: 'Decide', says: 'the parcel; then there is no way back' },
  { name: 'settle', title: 'Settle', says: 'take the money, commit the stock' },
];

/** What a step can be; a step is kept as its place in this list. */
export const STEP_STATES = ['PENDING', 'SENT', 'DONE', 'REFUSED', 'UNDOING', 'UNDONE'];

export const PENDING = 0;
export const SENT = 1;
export const DONE = 2;
export const REFUSED = 3;
export const UNDOING = 4;
export const UNDONE = 5;

const PLACE = new Map(STEPS.map((each, place) => [each.name, place]));
const UNDO = new Set(STEPS.map((each) => each.undo).filter((command) => command !== null));

function step(name, stage, participant, short, command, undo) {
  return { name, title: name.replaceAll('-', ' '), stage, participant, short, command, undo };
}

/** The place of a step in {@link STEPS}; undefined for a step this page does not know. */
export function placeOf(name) {
  return PLACE.get(name);
}

/** Whether nothing will happen to a saga any more. */
export function hasEnded(state) {
  return state === 'COMPLETED' || state === 'COMPENSATED';
}

/** Whether an answer came, which is what clears an order's need for attention. */
export function isAnswer(event) {
  return event === 'STEP_DONE' || event === 'STEP_REFUSED' || event === 'STEP_UNDONE';
}

/**
 * Changes the states and attempts of five steps as an entry tells it.
 *
 * @param {number[]} states of each step
 * @param {number[]} attempts of each step's present command
 * @param {Entry} entry
 */
export function foldSteps(states, attempts, entry) {
  const place = entry.step === undefined ? undefined : PLACE.get(entry.step);
  if (place !== undefined) {
    switch (entry.event) {
      case 'STEP_DONE':
        states[place] = DONE;
        break;
      case 'STEP_REFUSED':
        states[place] = REFUSED;
        break;
      case 'STEP_UNDONE':
        states[place] = UNDONE;
        break;
    }
  }
  for (const send of entry.sends ?? []) {
    const sentTo = PLACE.get(send.step);
    if (sentTo !== undefined) {
      states[sentTo] = UNDO.has(send.command) ? UNDOING : SENT;
      attempts[sentTo] = send.attempt;
    }
  }
}

/** One sentence of all five steps, for those who do not see the dots. */
export function sayStep(place, state, attempt) {
  const again = attempt > 1 && (state === SENT || state === UNDOING) ? `, attempt ${attempt}` : '';
  return `${STEPS[place].title}: ${STEP_STATES[state].toLowerCase()}${again}`;
}
