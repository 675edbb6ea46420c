import { css, html } from 'lit';
import { glyph } from './glyphs.js';
import { label } from '../format.js';

const SIGNS = {
  PENDING: 'SENT',
  CONFIRMED: 'CONFIRMED',
  REJECTED: 'REJECTED',
  CANCELLED: 'CANCELLED',
};

/** The order's status: a sign, a word and a colour. */
export function statusBadge(status) {
  return html`<span class="badge" data-status=${status}>${glyph(SIGNS[status])}${label(status)}</span>`;
}

export function attentionBadge() {
  return html`<span class="badge" data-status="ATTENTION">${glyph('ATTENTION')}Needs attention</span>`;
}

export const badges = css`
  .glyph {
    display: block;
    flex: none;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.3rem;
    padding: 0.08rem 0.55rem 0.08rem 0.4rem;
    border-radius: 999px;
    font-size: 0.82rem;
    font-weight: 550;
    white-space: nowrap;
    color: var(--tone);
    background: var(--tone-soft);
  }
  .badge .glyph {
    width: 0.85rem;
    height: 0.85rem;
  }
  [data-status='PENDING'] {
    --tone: var(--blue);
    --tone-soft: var(--blue-soft);
  }
  [data-status='CONFIRMED'] {
    --tone: var(--green);
    --tone-soft: var(--green-soft);
  }
  [data-status='REJECTED'] {
    --tone: var(--red);
    --tone-soft: var(--red-soft);
  }
  [data-status='CANCELLED'] {
    --tone: var(--violet);
    --tone-soft: var(--violet-soft);
  }
  [data-status='ATTENTION'] {
    --tone: var(--amber);
    --tone-soft: var(--amber-soft);
  }
`;
