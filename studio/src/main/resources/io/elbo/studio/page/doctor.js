// Possible problems of the model and the changes that may help.
import { base, post, slow } from './api.js';
import { explain, fill, h, progress } from './dom.js';
import { number, sentence, words } from './format.js';

export async function show(root, { run, session, signal }) {
  if (!run.hasModel) return void fill(root, explain('There is no model yet. The doctor can examine it after the first epoch.'));
  if (run.dataMissing) return void fill(root, explain(`The doctor needs the data, which cannot be opened: ${run.dataMissing}`));
  const wait = progress('Examining the model');
  root.append(wait.element);
  const findings = await slow(`${base(run)}/doctor`, signal, wait.set);
  if (!findings.length) {
    fill(root, explain(run.kind === 'table'
      ? 'No findings. The rows resemble the training data, the latents are used, and the training and validation curves agree.'
      : 'No findings. The latents are used, the training and validation curves agree, and samples lie close to the data.'));
    root.firstChild.dataset.test = 'no-findings';
    return;
  }
  const may = session.canTrain && !session.readOnly;
  fill(root, h('p.lead.findings-lead', {}, `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`),
    h('div.findings', {}, findings.map((finding) => card(finding, run, may, signal))));
}

function card({ finding, value, meaning, advice, changes, flags }, run, may, signal) {
  const wrong = h('p.bad', { role: 'alert' });
  const train = changes.length && may ? h('button.primary', {
    type: 'button', test: 'train-with-change',
    onclick: async () => {
      train.disabled = true;
      try {
        const { id } = await post('/api/runs', { like: run.id, flags }, signal);
        location.hash = `#/run/${encodeURIComponent(id)}/live`;
      } catch (failure) {
        wrong.textContent = failure.message;
        train.disabled = false;
      }
    },
  }, changes.length === 1 ? 'Train with this change' : 'Train with these changes') : null;
  return h('section.card.finding', { test: 'finding' },
    h('div.finding-value', {}, number(value)),
    h('div', {}, h('h2', {}, words(finding)), h('p', {}, sentence(meaning)), h('p.advice', {}, sentence(advice)),
      changes.length ? h('div.changes', {}, changes.map((change) => h('code.chip', { test: 'change' }, `${change.field}: ${change.value}`)), train) : null, wrong));
}
