import { css } from 'lit';

/** The board's rows: a line each where there is room, two lines on a phone. */
export const tableStyles = css`
  section.card {
    padding: 0.9rem 0 0.4rem;
    container-type: inline-size;
  }
  .above {
    display: flex;
    align-items: end;
    gap: 0.8rem;
    padding: 0 1.1rem 0.9rem;
  }
  saga-filters {
    flex: 1;
    min-width: 0;
  }
  .note {
    margin: 0 1.1rem 0.8rem;
    padding: 0.35rem 0.7rem;
    border-radius: var(--round-small);
    background: var(--amber-soft);
    font-size: 0.85rem;
  }
  .empty {
    padding: 2.2rem 1.1rem 2.4rem;
    text-align: center;
    color: var(--ink-soft);
  }
  .row {
    display: grid;
    grid-template-columns:
      minmax(6rem, 0.7fr) minmax(5.5rem, 0.9fr) minmax(4.6rem, 0.6fr) minmax(16.5rem, 2.4fr)
      minmax(7.5rem, 1.5fr) 5.4rem;
    grid-template-areas: 'order customer total saga outcome took';
    gap: 0 0.9rem;
    align-items: center;
    padding: 0.3rem 1.1rem;
    border-top: 1px solid var(--line);
    min-height: 2.75rem;
  }
  /* Rows below the fold are neither laid out nor painted until they are scrolled to. */
  .row:not(.head) {
    content-visibility: auto;
    contain-intrinsic-size: auto 2.75rem;
  }
  .row:not(.head):hover {
    background: var(--raised);
  }
  .head {
    min-height: 0;
    padding-block: 0.4rem;
    font-size: 0.79rem;
    color: var(--ink-soft);
  }
  .order {
    grid-area: order;
    min-width: 0;
    line-height: 1.25;
    white-space: nowrap;
  }
  .order time {
    display: block;
    font-size: 0.78rem;
    font-variant-numeric: tabular-nums;
  }
  .customer {
    grid-area: customer;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .total {
    grid-area: total;
    text-align: right;
    white-space: nowrap;
  }
  .saga {
    grid-area: saga;
    display: flex;
  }
  .outcome {
    grid-area: outcome;
    min-width: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.1rem 0.5rem;
  }
  .reason {
    font-size: 0.82rem;
    color: var(--ink-soft);
  }
  .took {
    grid-area: took;
    text-align: right;
    white-space: nowrap;
  }
  @container (max-width: 53rem) {
    .above {
      flex-direction: column;
      align-items: stretch;
    }
    .row {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
      grid-template-areas:
        'order customer total'
        'saga saga saga'
        'outcome outcome took';
      gap: 0.4rem 0.7rem;
      padding-block: 0.6rem;
    }
    .head {
      grid-template-areas: 'saga saga saga';
    }
    .head > :not(.saga) {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .saga .steps {
      max-width: none;
    }
    .head {
      font-size: 0.74rem;
    }
    .order time {
      font-size: 0.75rem;
    }
    .order {
      display: flex;
      gap: 0.5rem;
      align-items: baseline;
    }
    .order time {
      display: inline;
    }
  }
`;
