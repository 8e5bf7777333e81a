// All runs of the folder, the most recently changed first.
import { get } from './api.js';
import { announce, fill, h } from './dom.js';
import { ago, count, nats } from './format.js';
import { actions } from './manage.js';
import { spark, stateChip } from './state.js';

const chosen = new Set();

export async function show(root, { signal, session, runs: first }) {
  const summary = h('p.lead', { test: 'runs-summary' });
  const compare = h('a.button', { id: 'compare', test: 'compare', hidden: true }, 'Compare');
  const body = h('tbody');
  const rows = new Map();
  const table = h('table.runs', { id: 'runs', hidden: true },
    h('caption.hidden', {}, 'Runs in the folder'),
    h('thead', {}, h('tr', {}, ['Select', 'Run', 'Data and model', 'Best ELBO', 'Curve', 'Epochs', 'Changed', 'Actions']
      .map((title, i) => h('th', { scope: 'col' }, i === 0 || i === 7 ? h('span.hidden', {}, title) : title)))),
    body);
  const empty = h('div.explain', { hidden: true, test: 'no-runs' },
    h('p', {}, 'There are no runs yet. Start the first one: it learns to draw lines and takes less than a minute.'),
    session.canTrain && !session.readOnly && h('a.button.primary', { href: '#/new' }, 'New run'));
  root.append(h('div.page-head', {}, h('div', {}, h('h1', {}, 'Runs'), summary), h('div.actions', {}, compare)), table, empty);

  const choose = () => {
    compare.hidden = chosen.size < 2;
    compare.textContent = `Compare ${chosen.size}`;
    compare.href = `#/compare/${[...chosen].map(encodeURIComponent).join(',')}`;
  };
  const update = async () => list(await get('/api/runs', signal));
  const list = (runs) => {
    const there = new Set(runs.map((run) => run.id));
    for (const id of chosen) if (!there.has(id)) chosen.delete(id);
    for (const [id, row] of rows) {
      if (!there.has(id)) {
        row.element.remove();
        rows.delete(id);
      }
    }
    runs.sort((a, b) => (b.state === 'training') - (a.state === 'training') || b.changed - a.changed);
    runs.forEach((run, i) => place(run, i));
    const training = runs.filter((run) => run.state === 'training').length;
    fill(summary, `${count(runs.length)} ${runs.length === 1 ? 'run' : 'runs'}`, training ? `, ${training} training` : '');
    table.hidden = runs.length === 0;
    empty.hidden = runs.length > 0;
    choose();
    return training;
  };
  const place = (run, i) => {
    const text = JSON.stringify(run);
    let row = rows.get(run.id);
    if (!row) rows.set(run.id, row = { element: h('tr', { test: 'run' }), text: '' });
    if (row.text !== text) {
      const focused = row.element.contains(document.activeElement) ? document.activeElement.dataset.test : null;
      cells(row.element, run, session, { choose, update });
      if (focused) row.element.querySelector(`[data-test="${focused}"]`)?.focus();
      row.text = text;
    } else {
      row.element.querySelector('.changed').textContent = ago(run.changed);
    }
    if (body.children[i] !== row.element) body.insertBefore(row.element, body.children[i] ?? null);
  };
  const again = async () => {
    let wait = 5000;
    try {
      if (!document.hidden) wait = (await update()) ? 2000 : 5000;
    } catch (failure) {
      if (signal.aborted) return;
      announce(failure.message, true);
    }
    if (!signal.aborted) setTimeout(again, wait);
  };
  const training = list(await first);
  setTimeout(again, training ? 2000 : 5000);
}

function cells(row, run, session, { choose, update }) {
  const box = h('input', {
    type: 'checkbox', checked: chosen.has(run.id), test: 'select', 'aria-label': `Select ${run.name} to compare`,
    onchange: () => {
      if (box.checked) chosen.add(run.id);
      else chosen.delete(run.id);
      choose();
    },
  });
  const wanted = run.epochsWanted && run.epochs < run.epochsWanted ? h('span.quiet', {}, ` / ${count(run.epochsWanted)}`) : null;
  fill(row,
    h('td.pick', {}, box),
    h('th.name', { scope: 'row' },
      h('a', { href: `#/run/${encodeURIComponent(run.id)}/live`, test: 'open' }, run.name), stateChip(run.state)),
    h('td.what', {}, h('span', {}, run.data), h('span.quiet', {}, run.model)),
    h('td.best', {}, run.best
      ? [h('b', {}, nats(run.best.elbo)), h('span.quiet', {}, ` ${run.best.validation ? 'validation' : 'training'}`)]
      : h('span.quiet', {}, 'none yet')),
    h('td.course', {}, spark(run.spark ?? [])),
    h('td.epochs', { 'data-label': 'epochs' }, count(run.epochs), wanted),
    h('td.changed', {}, ago(run.changed)),
    h('td.acts', {}, actions(run, session, { changed: update, deleted: update })));
}
