// The latents of one item as sliders. The decoder shows the effect of each.
import { base, decode, newest, slow } from './api.js';
import { download, paint } from './canvas.js';
import { condition } from './condition.js';
import { announce, explain, fill, h, progress } from './dom.js';
import { nats } from './format.js';
import { rowTable } from './items.js';
import { pins } from './pins.js';
import { samples } from './samples.js';
import { slider } from './slider.js';
import { source } from './source.js';

/** The KL divergence, in nats, above which a latent is shown from the start. */
const ACTIVE = 0.01;

export async function show(root, { run, signal }) {
  if (!run.hasModel) return void fill(root, explain('There is no model yet. The sliders appear after the first epoch.'));
  const failed = (failure) => announce(failure.message, true);
  const wait = progress('Encoding the data');
  root.append(wait.element);
  const usual = await usualLatents(run, signal, wait.set);
  wait.element.remove();
  let z = [...usual.mean];
  let directions = [];
  let cells = null;
  let item = null;

  const output = run.image ? h('canvas.pixels', { test: 'output', role: 'img', 'aria-label': 'Decoded latents' }) : h('div', { test: 'output' });
  const original = run.image ? h('canvas.pixels', { test: 'original', role: 'img', 'aria-label': 'Original' }) : null;
  const named = h('figcaption', { test: 'item-name' }, run.dataMissing ? 'No item, at the origin' : 'No item, at the mean of the data');
  const told = h('p.place', { test: 'encoded' });

  const effective = () => z.map((x, k) => directions.reduce((sum, d) => sum + d.amount * d.direction[k], x));
  const given = condition(run, () => update());
  const beside = () => given.value(item);
  const render = newest(async (latents) => {
    const answer = await decode(run, [latents], signal, beside());
    if (run.image) paint(output, answer, run.image);
    else fill(output, rowTable(answer.columns, answer.rows[0], cells));
  }, failed);
  const update = () => render(effective());

  const latents = usual.mean.map((mean, k) => slider({
    label: `z${k}`, value: mean, centre: mean, test: `z${k}`,
    low: mean - 3.5 * Math.max(usual.deviation[k], 0.3), high: mean + 3.5 * Math.max(usual.deviation[k], 0.3),
    bar: usual.kl[k] / Math.max(...usual.kl), note: Number.isFinite(usual.kl[k]) ? `${nats(usual.kl[k])} nats` : '',
    change(x) {
      z[k] = x;
      update();
    },
  }));
  const take = (values) => {
    z = [...values];
    directions.forEach((d) => d.slider.set(d.amount = 0));
    latents.forEach((s, k) => s.set(z[k]));
    update();
  };
  let encoded = [...usual.mean];
  const reset = () => take(encoded);

  const order = usual.mean.map((_, k) => k).sort((a, b) => (usual.kl[b] || 0) - (usual.kl[a] || 0) || a - b);
  const strong = order.filter((k) => !(usual.kl[k] <= ACTIVE));
  const weak = order.filter((k) => usual.kl[k] <= ACTIVE);
  const rest = h('div.sliders', { hidden: true }, weak.map((k) => latents[k].element));
  const more = weak.length ? h('button.small.quiet-button', {
    type: 'button', test: 'weak-latents', 'aria-expanded': 'false',
    onclick: () => {
      rest.hidden = !rest.hidden;
      more.setAttribute('aria-expanded', String(!rest.hidden));
    },
  }, `${weak.length} latents with at most ${ACTIVE} nats`) : null;
  const attributes = h('section.card', { hidden: true, test: 'directions' });

  const from = source(run, signal, {
    beside: () => given.value(null),
    encoded({ mean, elbo }, name, draw, from) {
      cells = from.row;
      item = from.item;
      encoded = mean;
      named.textContent = name;
      told.textContent = Number.isFinite(elbo) ? `ELBO ${nats(elbo)} nats` : '';
      draw?.(original);
      take(mean);
    },
    failed,
  });
  const pinned = pins(run, signal, { now: effective, take, beside, failed });
  const drawn = samples(run, signal, {
    beside: () => given.value(null),
    take(latent, name) {
      cells = item = null;
      encoded = latent;
      named.textContent = `No item, ${name}`;
      told.textContent = '';
      original?.getContext('2d').clearRect(0, 0, original.width, original.height);
      take(latent);
    },
  });
  const save = run.image && h('button.small', {
    type: 'button', test: 'save-png', onclick: () => savePng(run, original, output),
  }, 'Save PNG');

  root.append(h('div.slide-page', {},
    h('div.slide-left', {},
      h('section.card', {}, h('div.card-head', {}, h('h2', {}, run.image ? 'Original and output' : 'Item and output'),
        h('div.buttons', {}, h('button.small.quiet-button', { type: 'button', test: 'reset', onclick: reset }, 'Reset'), save)),
      run.image ? h('div.pair-view', {}, h('figure', {}, original, named), h('figure', {}, output, h('figcaption', {}, 'Decoded')))
        : [h('p.place', {}, named), output], told, given.element),
      from.element, pinned.element),
    h('div.slide-right', {},
      h('section.card', {}, h('div.card-head', {}, h('h2', {}, 'Latents'), h('span.quiet', {}, 'by KL divergence; double-click one to reset it')),
        h('div.sliders', { test: 'latents' }, strong.map((k) => latents[k].element)), more, rest),
      attributes, drawn.element)));
  if (original) Object.assign(original, { width: run.image.width, height: run.image.height });
  update();
  from.start();

  const found = run.dataMissing ? [] : await slow(`${base(run)}/directions`, signal).catch(() => []);
  directions = found.map(({ name, direction }, i) => {
    const entry = { direction, amount: 0 };
    entry.slider = slider({
      label: name, value: 0, centre: 0, low: -2, high: 2, test: `direction-${i}`,
      change(x) {
        entry.amount = x;
        update();
      },
    });
    return entry;
  });
  attributes.hidden = !directions.length;
  fill(attributes, h('div.card-head', {}, h('h2', {}, 'Directions'), h('span.quiet', {}, 'towards a label or factor')),
    h('div.sliders.named', {}, directions.map((d) => d.slider.element)));
}

/** Returns means, deviations and KL divergences over the data, or those of the prior if there are no data. */
async function usualLatents(run, signal, progressed) {
  if (!run.dataMissing) return slow(`${base(run)}/latents-usual`, signal, progressed);
  const all = (x) => Array(run.latent).fill(x);
  return { mean: all(0), deviation: all(1), kl: all(NaN), active: all(true) };
}

/** Saves both images side by side, enlarged to about 224 pixels in width each. */
function savePng(run, original, output) {
  const times = Math.max(1, Math.round(224 / run.image.width));
  const gap = 2 * times;
  const canvas = h('canvas', { width: 2 * run.image.width * times + gap, height: run.image.height * times });
  const g = canvas.getContext('2d');
  g.imageSmoothingEnabled = false;
  [original, output].forEach((image, i) => g.drawImage(image, i * (run.image.width * times + gap), 0, run.image.width * times, run.image.height * times));
  canvas.toBlob((blob) => {
    download(`${run.name}.png`, blob);
    announce('Picture saved.');
  });
}
