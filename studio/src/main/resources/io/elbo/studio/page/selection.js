// The items that the lasso selects, as a list and as a file.
import { csv } from './api.js';
import { download } from './canvas.js';
import { announce, fill, h } from './dom.js';
import { count } from './format.js';
import { itemImage } from './items.js';

const SHOWN = 48;

export function selection(run, signal, clear) {
  const title = h('h2', { 'aria-live': 'polite', test: 'selected-count' });
  const list = h('ul.thumbs', { test: 'selected' });
  const save = h('button.small', { type: 'button', test: 'export' }, 'Export CSV');
  const buttons = h('div.buttons', {}, save,
    h('button.small.quiet-button', { type: 'button', test: 'clear-selection', onclick: () => clear() }, 'Clear'));
  const classes = h('p.quiet');
  const element = h('section.card', {}, title, classes, list, buttons);
  let items = [];
  save.addEventListener('click', async () => {
    save.disabled = true;
    try {
      download(`${run.name}-selection.csv`, await csv(run, items.map((i) => i.item), signal));
      announce(`${count(items.length)} items saved.`);
    } catch (failure) {
      announce(failure.message, true);
    }
    save.disabled = false;
  });
  const show = (chosen) => {
    items = chosen;
    title.textContent = items.length ? `${count(items.length)} selected` : 'Selection';
    buttons.hidden = !items.length;
    classes.textContent = items.length ? byLabel(items)
      : 'Choose \u201cSelects\u201d and draw around points, or hold Shift while you drag. Enter selects the points around the cursor.';
    fill(list, items.slice(0, SHOWN).map(({ item, label }) => h('li', {}, run.image
      ? itemImage(run, item, { alt: `Item ${item}${label === undefined ? '' : `, ${label}`}`, title: `Item ${item}` })
      : h('span.tag', {}, `row ${count(item)}`))),
    items.length > SHOWN && h('li.quiet', {}, `and ${count(items.length - SHOWN)} more`));
  };
  show([]);
  return { element, show };
}

function byLabel(items) {
  const counts = new Map();
  for (const { label } of items) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6).map(([label, n]) => `${label}: ${count(n)}`).join(' \u00b7 ');
}
