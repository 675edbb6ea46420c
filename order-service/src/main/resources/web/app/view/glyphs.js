import { svg } from 'lit';

/** Signs in a square of 16, drawn with strokes in the text's colour: no state is told by colour alone. */
const PATHS = {
  PENDING: 'M8 8h.01',
  SENT: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  DONE: 'M3.5 8.5l3 3 6-7',
  REFUSED: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  UNDOING: 'M6.5 4L3.5 7l3 3M3.5 7H10a2.75 2.75 0 0 1 0 5.5H8',
  UNDONE: 'M6.5 3L3.5 6l3 3M3.5 6H10a2.5 2.5 0 0 1 0 5H8.5M3.5 13.5h9',
  ATTENTION: 'M8 2.5L14.5 13.5h-13zM8 6.5v3.2M8 11.6h.01',
  RUNNING: 'M3 8h9M8.5 4.5L12 8l-3.5 3.5',
  CONFIRMED: 'M3.5 8.5l3 3 6-7',
  REJECTED: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  CANCELLED: 'M3.5 8h9',
  WAITING: 'M8 4.2V8l2.6 1.7M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  UNKNOWN: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.6h.01M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
};

export function glyph(name) {
  return svg`<svg class="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none"
    stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"><path d=${PATHS[name]}></path></svg>`;
}
