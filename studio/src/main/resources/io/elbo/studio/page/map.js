// The latent map: the encoded data as points, and the decoded image or row at any position.
import { base, decode, newest, slow, slowBytes } from './api.js';
import { css, heat, labelColours, paint, redraw, rgb } from './canvas.js';
import { condition } from './condition.js';
import { announce, debounce, explain, field, fill, h, progress, segmented, select, toggle } from './dom.js';
import { coordinate, count, nats } from './format.js';
import { itemView, rowTable } from './items.js';
import { bounds, index, quantiles } from './places.js';
import { plane } from './plane.js';
import { selection } from './selection.js';

const POINTS = 30000;
/** The side of a decoded image behind the points, on the screen. Large images are expensive to decode. */
const tileOf = ({ height, width, channels }) => (height * width * channels > 3000 ? 60 : 34);

export async function show(root, { run, signal }) {
  if (!run.hasModel) return void fill(root, explain('There is no model yet. The map appears after the first epoch.'));
  if (run.dataMissing) return void fill(root, explain(`The map needs the data, which cannot be opened: ${run.dataMissing}`));
  let map;
  let places;
  let chosen = new Set();
  let by = 'label';
  let behind = false;
  const failed = (failure) => announce(failure.message, true);

  const output = run.image ? h('canvas.pixels.output', { test: 'map-output', role: 'img', 'aria-label': 'Decoded at the cursor' })
    : h('div', { test: 'map-output' });
  const where = h('p.place', { test: 'map-place', 'aria-live': 'off' });
  const hover = itemView(run, signal);
  const legend = h('div', { test: 'map-legend' });
  const picked = selection(run, signal, () => view.clearLasso());
  const latentAt = (u, v) => map.origin.map((o, k) => o + u * map.basis[0][k] + v * map.basis[1][k]);

  let cursor = [0, 0];
  const given = condition(run, () => {
    follow(cursor);
    tiles();
  }, false);
  const follow = newest(async ([u, v]) => {
    const answer = await decode(run, [latentAt(u, v)], signal, given.value());
    if (run.image) paint(output, answer, run.image);
    else fill(output, rowTable(answer.columns, answer.rows[0]));
  }, failed);
  const tiles = newest(async () => {
    if (!behind) return view.tiles(null);
    const { width, height } = view.size();
    const side = tileOf(run.image);
    const step = side / view.view.scale;
    const columns = Math.ceil(width / side);
    const rows = Math.min(Math.ceil(height / side), Math.floor(1024 / columns));
    const left = view.view.u - (columns * step) / 2;
    const top = view.view.v + (rows * step) / 2;
    const latents = Array.from({ length: columns * rows }, (_, i) => latentAt(
      left + ((i % columns) + 0.5) * step, top - (Math.floor(i / columns) + 0.5) * step));
    view.tiles(await decode(run, latents, signal, given.value()), run.image, { columns, rows, step, left, top });
  }, failed);
  const settle = debounce(90, () => behind && tiles());
  const view = plane({
    cursor(u, v) {
      where.textContent = `${axisName(map, 0)} ${coordinate(u)}, ${axisName(map, 1)} ${coordinate(v)}`;
      cursor = [u, v];
      follow(cursor);
    },
    hover(u, v, reach) {
      const i = u === undefined ? -1 : places?.nearest(u, v, reach) ?? -1;
      view.hovered(i < 0 ? null : [map.u[i], map.v[i]]);
      if (i >= 0) hover.show(map.item[i], [map.labels?.[map.label[i]], `ELBO ${nats(map.elbo[i])} nats`]);
    },
    lasso(polygon) {
      chosen = new Set(polygon ? places.inside(polygon) : []);
      colourPoints();
      picked.show([...chosen].map((i) => ({ item: map.item[i], label: map.labels?.[map.label[i]] })));
    },
    moved: settle,
  });

  const colourPoints = () => {
    if (!map) return;
    view.layer.colour(pointColours(map, by, chosen, behind));
    legends(legend, map, by, behind);
    view.draw();
  };
  const wait = progress('Encoding the data');
  const load = async (axes) => {
    const query = `points=${POINTS}${axes ? `&axes=${axes}` : ''}`;
    if (!map) view.element.append(wait.element);
    const head = await slow(`${base(run)}/map?${query}`, signal, wait.set);
    const bytes = await slowBytes(`${base(run)}/map.bin?${query}`, signal, wait.set);
    wait.element.remove();
    map = { ...head, ...columnsOf(bytes, head.count) };
    places = index(map.u, map.v);
    chosen = new Set();
    picked.show([]);
    view.layer.set(map.u, map.v);
    view.fit(bounds(map.u, map.v));
    shown.textContent = `${count(map.count)} points`;
    if (!map.labels && by === 'label') by = 'elbo';
    colourPoints();
    view.setCursor(...quantiles(map.u, 0.5), ...quantiles(map.v, 0.5));
    if (behind) tiles();
  };

  const shown = h('span.quiet', { test: 'map-count' });
  const axes = h('div.axes');
  const colours = h('div');
  root.append(h('div.map-page', {},
    h('div.map-main', {},
      h('div.controls', {}, axes,
        colours,
        segmented('Drag', [['move', 'Moves'], ['lasso', 'Selects']], 'move', (value) => view.setMode(value), 'map-mode')),
      h('div.map-frame', {}, view.element,
        run.image && h('div.map-switch', {},
          toggle('Decoded grid', behind, (on) => {
            behind = on;
            view.setFine(on);
            colourPoints();
            tiles();
          }, 'map-grid')), h('div.map-buttons', {},
        h('button.small', { type: 'button', 'aria-label': 'Zoom in', test: 'zoom-in', onclick: () => view.zoom(1.4) }, '+'),
        h('button.small', { type: 'button', 'aria-label': 'Zoom out', test: 'zoom-out', onclick: () => view.zoom(1 / 1.4) }, '\u2212'),
        h('button.small', { type: 'button', test: 'zoom-all', onclick: () => view.reset() }, 'All'))),
      h('div.map-foot', {}, legend, shown)),
    h('aside.map-side', {},
      h('section.card', {}, h('h2', {}, 'Decoded at the cursor'), output, where, given.element),
      h('section.card', {}, h('h2', {}, run.image ? 'Image under the pointer' : 'Row under the pointer'), hover.element),
      picked.element)));
  await load();
  if (map.labels) {
    fill(colours, segmented('Colour', [['label', 'Label'], ['elbo', 'ELBO']], by, (value) => { by = value; colourPoints(); }, 'map-colour'));
  }
  fill(axes, axisControls(run, map, signal, (value) => load(value).catch(failed)));
  redraw(view.element, () => { colourPoints(); settle(); }, signal);
  signal.addEventListener('abort', () => view.layer.free());
}

const axisName = (map, k) => (/^\d+,\d+$/.test(map.axes) ? `z${map.axes.split(',')[k]}` : `PC ${k + 1}`);

/** The columns of map.bin, as specified in docs/design/studio.md. */
function columnsOf(bytes, n) {
  return {
    u: new Float32Array(bytes, 0, n), v: new Float32Array(bytes, 4 * n, n), elbo: new Float32Array(bytes, 8 * n, n),
    label: new Int16Array(bytes, 12 * n, n), item: new Int32Array(bytes.slice(14 * n, 18 * n)),
  };
}

function pointColours(map, by, chosen, dark) {
  const rgba = new Uint8Array(4 * map.count);
  const labels = labelColours(dark);
  const none = rgb('--edge', dark);
  const scale = heat(dark);
  const [low, high] = quantiles(map.elbo, 0.02, 0.98);
  for (let i = 0; i < map.count; i++) {
    let shade = none;
    if (by === 'label') shade = map.label[i] < 0 ? none : labels[map.label[i] % labels.length];
    else {
      const at = 3 * Math.round(255 * (0.15 + 0.85 * Math.min(1, Math.max(0, (map.elbo[i] - low) / (high - low || 1)))));
      shade = scale.subarray(at, at + 3);
    }
    rgba.set(shade, 4 * i);
    rgba[4 * i + 3] = chosen.size ? (chosen.has(i) ? 255 : 36) : dark ? 255 : 190;
  }
  return rgba;
}

function legends(place, map, by, dark) {
  if (by === 'elbo') {
    const [low, high] = quantiles(map.elbo, 0.02, 0.98);
    const scale = heat(dark);
    const bar = h('i.scale', { 'aria-hidden': 'true' });
    bar.style.background = `linear-gradient(to right, ${[38, 110, 180, 255].map((k) => css(scale.subarray(3 * k, 3 * k + 3))).join(',')})`;
    fill(place, h('span.scale-row', {}, nats(low, 1), bar, `${nats(high, 1)} nats`));
  } else if (!map.labels) fill(place, h('p.quiet', {}, 'The data have no labels.'));
  else {
    const shades = labelColours(dark);
    fill(place, h('ul.legend', {}, map.labels.slice(0, 30).map((label, i) => {
      const swatch = h('i.swatch', { 'aria-hidden': 'true' });
      swatch.style.background = css(shades[i % shades.length]);
      return h('li', {}, swatch, h('span.clip', {}, label));
    }), map.labels.length > 30 && h('li.quiet', {}, `and ${map.labels.length - 30} more`)));
  }
}

/** A choice of the axes: principal components, or two latents with the KL divergence of each. */
function axisControls(run, map, signal, changed) {
  const n = map.origin.length;
  if (n < 2) return [];
  const kind = select([...(n > 2 || map.axes === 'pca' ? [['pca', 'Principal components']] : []), ['pair', 'Two latents']], { test: 'map-axes' });
  const [i, j] = [0, 1].map((k) => select(Array.from({ length: n }, (_, z) => [String(z), `z${z}`]), {
    test: `map-axis-${k}`, 'aria-label': `Latent of the ${k ? 'vertical' : 'horizontal'} axis` }));
  j.value = '1';
  kind.value = map.axes === 'pca' ? 'pca' : 'pair';
  const pair = h('div.pair', { hidden: kind.value === 'pca' }, i, j);
  const update = () => {
    pair.hidden = kind.value === 'pca';
    if (kind.value === 'pca') changed('pca');
    else if (i.value === j.value) announce('Choose two different latents.', true);
    else changed(`${i.value},${j.value}`);
  };
  for (const control of [kind, i, j]) control.addEventListener('change', update);
  slow(`${base(run)}/latents-usual`, signal).then(({ kl }) => {
    for (const control of [i, j]) {
      for (const option of control.options) option.textContent += `  ${nats(kl[option.value])} nats`;
    }
  }, () => {});
  return [field('Axes', kind), pair];
}
