// Several runs side by side: their curves, and the settings in which they differ.
import { base, get } from './api.js';
import { curves } from './charts.js';
import { explain, fill, h, segmented } from './dom.js';
import { count, nats } from './format.js';
import { stateChip } from './state.js';

const PART = { elbo: 'ELBO', reconstruction: 'Reconstruction', kl: 'KL divergence' };
const AXIS = { epoch: 'epoch', step: 'step', seconds: 'seconds' };

export async function show(root, { signal, ids }) {
  const answers = await Promise.all((ids ?? []).map(async (id) => {
    const run = await get(base({ id }), signal);
    return { run, metrics: await get(`${base({ id })}/metrics?points=600`, signal) };
  }));
  if (answers.length < 2) {
    fill(root, explain('Select two or more runs to compare them.', h('a.button', { href: '#/' }, 'All runs')));
    return;
  }
  const colours = answers.map((_, i) => `--label-${i % 10}`);
  const canvas = h('canvas', { role: 'img', 'aria-label': 'Curves of the runs' });
  let part = 'elbo';
  let axis = 'epoch';
  root.append(
    h('div.page-head', {}, h('div', {}, h('h1', {}, 'Compare'),
      h('p.lead', {}, 'Validation curves where rows were held out, otherwise training curves, in nats per row.'))),
    h('div.controls', {},
      segmented('Curve', Object.entries(PART), part, (value) => { part = value; draw(); }, 'compare-part'),
      segmented('Over', Object.entries(AXIS), axis, (value) => { axis = value; draw(); }, 'compare-axis')),
    h('section.card', {}, h('div.plot.tall', {}, canvas),
      h('ul.legend', { test: 'legend' }, answers.map(({ run }, i) => {
        const swatch = h('i.swatch', { 'aria-hidden': 'true' });
        swatch.style.background = `var(${colours[i]})`;
        return h('li', {}, swatch, h('a', { href: `#/run/${encodeURIComponent(run.id)}/live` }, run.name));
      }))),
    h('section.card', {}, h('h2', {}, 'Differences'), h('div.scroll', {}, differences(answers.map((a) => a.run)))));
  const chart = await curves(canvas, answers.map(({ run }, i) => ({ label: run.name, colour: colours[i] })), signal);
  const draw = () => chart?.set(
    answers.map(({ metrics }) => [metrics[axis], (metrics.validation ?? metrics.train)[part]]), AXIS[axis]);
  draw();
}

function differences(runs) {
  const flat = runs.map((run) => flatten(run.spec));
  const keys = [...new Set(flat.flatMap((settings) => [...settings.keys()]))]
    .filter((key) => new Set(flat.map((settings) => settings.get(key))).size > 1);
  const line = (name, value, number) => h('tr', {}, h('th', { scope: 'row' }, name),
    runs.map((run, i) => h(number ? 'td.number' : 'td', {}, value(run, i))));
  return h('table.facts', { test: 'differences' },
    h('thead', {}, h('tr', {}, h('td'), runs.map((run) => h('th', { scope: 'col' }, run.name)))),
    h('tbody', {},
      line('state', (run) => stateChip(run.state)),
      line('best ELBO', (run) => (run.best ? nats(run.best.elbo) : '\u2013'), true),
      line('epochs', (run) => count(run.epochs), true),
      line('data', (run) => run.data),
      keys.map((key) => line(key, (_, i) => flat[i].get(key) ?? '\u2013', true))));
}

/** Flattens a spec to entries such as `training.learning_rate: 0.001`; a list of layers becomes one text. */
function flatten(spec, path = '', into = new Map()) {
  for (const [key, value] of Object.entries(spec ?? {})) {
    const name = path ? `${path}.${key}` : key;
    if (Array.isArray(value)) into.set(name, value.map(layer).join(', '));
    else if (value && typeof value === 'object') flatten(value, name, into);
    else into.set(name, String(value));
  }
  return into;
}

function layer(value) {
  if (!value || typeof value !== 'object') return String(value);
  const { type, ...rest } = value;
  return [type, ...Object.values(rest).map((x) => (typeof x === 'object' ? JSON.stringify(x) : x))].join(' ');
}
