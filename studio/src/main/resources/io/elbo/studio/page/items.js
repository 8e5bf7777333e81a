// An item of the data: its image or its row.
import { base, get } from './api.js';
import { debounce, fill, h } from './dom.js';
import { count } from './format.js';

export const itemImage = (run, item, properties = {}) => h('img.pixels', {
  src: `${base(run)}/items/${item}.png`, alt: `Item ${item}`, loading: 'lazy', width: run.image.width, height: run.image.height,
  ...properties,
});

export function rowTable(columns, cells, originals) {
  return h('div.scroll.row-table', {}, h('table.facts', {}, originals && h('thead', {}, h('tr', {}, ['column', 'item', 'decoded']
    .map((title) => h('th', { scope: 'col' }, title)))),
  h('tbody', {}, columns.map((column, k) => h('tr', {}, h('th', { scope: 'row' }, column),
    originals && h('td', {}, originals[column] ?? '\u2013'), h('td', {}, cells[k] ?? '\u2013'))))));
}

/** A view that shows the item under the pointer. */
export function itemView(run, signal) {
  const element = h('div.item-view', { test: 'hover-item' }, h('p.quiet', {}, 'Point at an item.'));
  let current = null;
  const load = debounce(run.image ? 0 : 60, async (item, facts) => {
    const title = h('p.place', {}, [`Item ${count(item)}`, ...facts].filter(Boolean).join(' \u00b7 '));
    if (run.image) return void fill(element, itemImage(run, item, { loading: 'eager' }), title);
    try {
      const { cells } = await get(`${base(run)}/items/${item}`, signal);
      if (item === current) fill(element, title, rowTable(Object.keys(cells), Object.values(cells)));
    } catch (failure) {
      if (failure.name !== 'AbortError') fill(element, title, h('p.bad', {}, failure.message));
    }
  });
  return {
    element,
    show(item, facts) {
      if (item === current) return;
      current = item;
      load(item, facts);
    },
  };
}

/** Short texts of rows. Each row is requested when it becomes visible, one at a time, and cached. */
export function rowTexts(run, signal) {
  const known = new Map();
  const wanted = [];
  let busy = false;
  const next = async () => {
    busy = true;
    while (wanted.length && !signal.aborted) {
      const [element, item] = wanted.shift();
      if (!element.isConnected) continue;
      try {
        if (!known.has(item)) known.set(item, Object.values((await get(`${base(run)}/items/${item}`, signal)).cells).join(' \u00b7 '));
        element.textContent = known.get(item);
      } catch {
        // The view still shows the row number.
      }
    }
    busy = false;
  };
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      wanted.push([target, Number(target.dataset.item)]);
    }
    if (!busy) next();
  });
  signal.addEventListener('abort', () => seen.disconnect());
  return {
    element(item) {
      const element = h('span.cells', { 'data-item': item }, known.get(item));
      if (!known.has(item)) seen.observe(element);
      return element;
    },
  };
}
