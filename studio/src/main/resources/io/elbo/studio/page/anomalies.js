// Items by anomaly score, the threshold, and the parts of an item that the model did not expect.
import { base, slow } from './api.js';
import { announce, explain, field, fill, h, progress, select } from './dom.js';
import { count, nats, percent } from './format.js';
import { histogram } from './histogram.js';
import { itemImage, rowTexts } from './items.js';
import { detail } from './surprise.js';

const SCORES = [['elbo', '\u2212ELBO'], ['likelihood', '\u2212log likelihood'], ['reconstruction', 'Reconstruction'], ['complexity', 'Complexity']];
const RATES = [0.05, 0.2, 0.5];
const PAGE = 60;

export async function show(root, { run, signal }) {
  if (!run.hasModel) return void fill(root, explain('There is no model yet. Anomalies appear after the first epoch.'));
  if (run.dataMissing) return void fill(root, explain(`Anomalies need the data, which cannot be opened: ${run.dataMissing}`));
  const scored = run.spec?.model?.posterior?.type === 'point' ? SCORES.slice(2, 3) : SCORES;
  let score = scored[0][0];
  let rate = 0.05;
  let points = PAGE;
  let selected = null;
  let asked = 0;
  const body = h('div.anomaly-page');
  const lead = h('p.lead', { test: 'anomaly-summary', 'aria-live': 'polite' });
  const alarms = h('input', { type: 'number', min: 0.01, max: 50, step: 0.01, value: 5, id: 'false-positive-rate', test: 'false-positive-rate' });
  const chart = histogram(signal, (a) => {
    rate = a;
    alarms.value = Number((100 * a).toPrecision(3));
    load();
  });
  const list = h('ol.ranked', { test: 'ranked', 'aria-label': 'Items, most anomalous first' });
  const more = h('button.small', { type: 'button', test: 'more', onclick: () => { points += PAGE; load(); } }, 'Show more');
  const seen = h('section.card.detail', { test: 'anomaly-detail', 'aria-live': 'polite' });
  const rows = rowTexts(run, signal);
  const wait = progress('Scoring the data');

  const choose = async (item, button) => {
    selected = item;
    for (const other of list.querySelectorAll('[aria-pressed="true"]')) other.setAttribute('aria-pressed', 'false');
    button?.setAttribute('aria-pressed', 'true');
    try {
      const answer = await slow(`${base(run)}/anomalies/${item.item}${run.image ? `?score=${score}` : ''}`, signal);
      if (selected === item) detail(seen, run, item, answer);
    } catch (failure) {
      if (failure.name !== 'AbortError') fill(seen, h('p.bad', {}, failure.message));
    }
  };
  const load = async () => {
    const mine = ++asked;
    const query = new URLSearchParams({ falsePositiveRate: rate, points });
    if (run.image) query.set('score', score);
    list.classList.add('stale');
    try {
      if (!chart.ready()) root.append(wait.element);
      const answer = await slow(`${base(run)}/anomalies?${query}`, signal, wait.set);
      if (mine !== asked) return;
      lead.textContent = `${count(answer.anomalies)} of ${count(answer.total)} `
        + `${run.image ? 'images' : 'rows'} exceed the threshold of ${nats(answer.threshold)} ${answer.unit}. The false positive rate is `
        + `${percent(rate)}, calibrated on ${count(answer.calibrated)} rows. Bar heights are square roots of the counts.`;
      chart.set(answer, rate);
      items(answer);
      body.hidden = false;
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      const next = RATES.find((r) => r > rate);
      if (!chart.ready() && failure.status === 400 && next) {
        // With few held-out rows only a higher false positive rate can be calibrated.
        rate = next;
        alarms.value = 100 * next;
        return await load();
      }
      if (chart.ready()) announce(failure.message, true);
      else fill(root, explain(failure.message));
    } finally {
      wait.element.remove();
      list.classList.remove('stale');
    }
  };
  const items = (answer) => {
    let marked = false;
    fill(list, answer.items.map((item) => {
      const border = !item.anomaly && !marked && item !== answer.items[0];
      marked ||= border;
      const button = h(run.image ? 'button.thumb' : 'button.row-button', {
        type: 'button', test: 'anomaly', 'aria-pressed': String(selected?.item === item.item),
        'aria-label': `Item ${item.item}, ${nats(item.score)} ${answer.unit}${item.anomaly ? ', above the threshold' : ''}`,
        onclick: () => choose(item, button),
      }, run.image ? itemImage(run, item.item, { alt: '' }) : [h('span', {}, `Row ${count(item.item)}`), rows.element(item.item)],
      h('span.score', {}, nats(item.score, 1)));
      return [border && h('li.border', {}, 'Below the threshold'), h(item.anomaly ? 'li.beyond' : 'li', {}, button)];
    }));
    more.hidden = answer.items.length >= answer.total;
    const first = answer.items.find((item) => item.item === selected?.item) ?? answer.items[0];
    if (first && !selected) choose(first, list.querySelector('button'));
    if (!first) fill(seen, h('p.quiet', {}, 'No items.'));
  };

  alarms.addEventListener('change', () => {
    if (!alarms.validity.valid || alarms.value === '') return void announce('The false positive rate must be a percentage from 0.01 to 50.', true);
    rate = alarms.valueAsNumber / 100;
    load();
  });
  const scores = run.image && field('Score', select(scored, {
    test: 'score',
    onchange: (event) => {
      score = event.target.value;
      selected = null;
      load();
    },
  }));
  body.hidden = true;
  fill(body, h('section.card.wide', {}, h('div.anomaly-controls', {}, scores, field('False positive rate, %', alarms)), chart.element, lead),
    h('section.card', {}, h('h2', {}, 'Most anomalous first'), list, more), seen);
  root.append(body);
  await load();
}
