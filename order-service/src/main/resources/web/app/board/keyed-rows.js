import { nothing, render } from 'lit';

/**
 * The rows of a list that changes all the time: each keeps its own element for as long as it is shown, wherever it stands,
 * so that focus and reading position stay with it. Lit's `repeat` would do the same, but leaves a comment node behind for
 * every row that goes (lit-html 3.3.1 to 3.3.3): some twenty thousand an hour on a busy board.
 */
export class KeyedRows {
  /** @type {Map<string, {place: HTMLElement, drawn: unknown[]}>} by key */
  #rows = new Map();

  /**
   * Makes the container show these items, in their order, and nothing else.
   *
   * @param {HTMLElement} container whose children are this object's alone
   * @param {object[]} items
   * @param {(item: object) => string} keyOf
   * @param {(item: object) => unknown[]} contentOf what a row shows; while it stays the same, the row is not drawn again
   * @param {(item: object) => unknown} template
   */
  draw(container, items, keyOf, contentOf, template) {
    this.#removeAllBut(new Set(items.map(keyOf)));
    let next = container.firstChild;
    for (const item of items) {
      const row = this.#rowOf(keyOf(item));
      const content = contentOf(item);
      if (content.some((value, index) => value !== row.drawn[index])) {
        render(template(item), row.place);
        row.drawn = content;
      }
      if (row.place === next) {
        next = next.nextSibling;
      } else {
        container.insertBefore(row.place, next);
      }
    }
  }

  #rowOf(key) {
    let row = this.#rows.get(key);
    if (row === undefined) {
      const place = document.createElement('div');
      place.setAttribute('role', 'presentation');
      row = { place, drawn: [] };
      this.#rows.set(key, row);
    }
    return row;
  }

  #removeAllBut(keys) {
    for (const [key, { place }] of this.#rows) {
      if (!keys.has(key)) {
        render(nothing, place);
        place.remove();
        this.#rows.delete(key);
      }
    }
  }
}
