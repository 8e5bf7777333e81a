// One anomaly: what the model expected, where the item differs, and the nearest normal item.
import { css, paint, scale, unbase64 } from './canvas.js';
import { fill, h } from './dom.js';
import { count, nats, number } from './format.js';
import { itemImage } from './items.js';

export function detail(place, run, item, answer) {
  fill(place,
    h('div.card-head', {}, h('h2', {}, `${run.image ? 'Item' : 'Row'} ${count(item.item)}`),
      h('span.quiet', {}, `score ${nats(item.score)}, p ${number(item.p)}`)),
    run.image ? images(run, item, answer) : cells(answer),
    answer.nearest === null ? null : h('p.hint', {}, `Nearest normal: ${run.image ? 'item' : 'row'} ${count(answer.nearest)}, at distance ${number(answer.distance)} in latent space.`));
}

function images(run, item, { reconstruction, surprise, nearest }) {
  const made = h('canvas.pixels', { role: 'img', 'aria-label': 'Reconstruction' });
  paint(made, unbase64(reconstruction), run.image);
  const most = Math.max(...surprise, 1e-9);
  const colours = scale(['--alarm-0', '--alarm-1', '--alarm-2']);
  const map = h('canvas.pixels', {
    role: 'img', 'aria-label': `Surprise of each pixel, at most ${nats(most)} nats`, test: 'surprise',
  });
  map.width = run.image.width;
  map.height = run.image.height;
  const image = new ImageData(map.width, map.height);
  surprise.forEach((nat, i) => {
    const at = 3 * Math.round(255 * Math.min(1, Math.max(0, nat / most)));
    image.data.set([colours[at], colours[at + 1], colours[at + 2], 255], 4 * i);
  });
  map.getContext('2d').putImageData(image, 0, 0);
  const bar = h('i.scale', { 'aria-hidden': 'true' });
  bar.style.background = `linear-gradient(to right, ${[0, 128, 255].map((k) => css(colours.subarray(3 * k, 3 * k + 3))).join(',')})`;
  const figure = (view, caption) => h('figure', {}, view, h('figcaption', {}, caption));
  return h('div.four', {},
    figure(itemImage(run, item.item, { loading: 'eager' }), 'Item'), figure(made, 'Reconstruction'),
    figure(map, h('span.scale-row', {}, '0', bar, `${nats(most)} nats`)),
    nearest === null ? null : figure(itemImage(run, nearest, { loading: 'eager' }), 'Nearest normal'));
}

function cells({ cells: all }) {
  const most = Math.max(...all.map((cell) => cell.surprise), 1e-9);
  const interval = ({ lower, upper }) => (!has(lower) ? null
    : h('span.quiet', {}, ` (${text(lower)} to ${text(upper)})`));
  return h('div.scroll', {}, h('table.facts', { test: 'cells' },
    h('thead', {}, h('tr', {}, ['Column', 'Value', 'Expected', 'Surprise'].map((title) => h('th', { scope: 'col' }, title)))),
    h('tbody', {}, all.map((cell) => {
      const bar = h('i.measure', { 'aria-hidden': 'true' });
      bar.style.width = `calc(1px + ${Math.max(0, cell.surprise / most)} * var(--bar))`;
      return h('tr', {}, h('th', { scope: 'row' }, cell.column), h('td', {}, h('b', {}, text(cell.value))),
        h('td', {}, text(cell.expected), interval(cell)), h('td.surprise', {}, bar, nats(cell.surprise)));
    }))));
}

const has = (value) => value !== null && value !== undefined && value !== '';
const text = (value) => (typeof value === 'number' ? number(value) : has(value) ? value : '\u2013');
