// The form for a new run. It shows the equivalent command line.
import { get, post } from './api.js';
import { explain, field, fill, h, segmented, select } from './dom.js';
import { grouping, quoted } from './format.js';

const OBJECTIVES = {
  elbo: [['--samples', 'Samples of z per row', '1']],
  beta: [['--beta', 'KL weight', '4'], ['--kl-warm-up', 'KL warm-up epochs', '0']],
  free_bits: [['--free-bits', 'Free bits, nats per latent', '0.25']],
  capacity: [['--capacity', 'Final KL divergence, nats', '25']],
  importance_weighted: [['--samples', 'Importance samples k', '5']],
  doubly_reparameterized: [['--samples', 'Importance samples k', '5']],
  total_correlation: [['--beta', 'Weight of the total correlation', '6']],
  info: [['--mmd', 'Weight of the maximum mean discrepancy', '100']],
  wae: [['--mmd', 'Weight of the maximum mean discrepancy', '100']],
};
const LIKELIHOODS = ['auto', 'bernoulli', 'continuous_bernoulli', 'gaussian', 'laplace', 'student_t', 'log_normal',
  'poisson', 'negative_binomial'];
const DATA = [['lines', 'lines (built in)'], ['lines-colour', 'lines-colour (built in)'], ['mnist', 'mnist'],
  ['fashion-mnist', 'fashion-mnist'], ['', 'a file or folder']];

export async function show(root, { session, signal }) {
  if (session.readOnly || !session.canTrain) {
    fill(root, h('h1', {}, 'New run'), explain(session.readOnly
      ? 'This studio is read-only, so it cannot start runs.'
      : 'This studio cannot start runs. Start one with ./elbo train and it appears here.'));
    return;
  }
  const text = (flag, placeholder, more = {}) => h('input', {
    type: 'text', inputMode: 'decimal', placeholder, test: flag.slice(2), autocomplete: 'off', ...more,
    'data-flag': flag,
  });
  const choice = (flag, options) => select([['', `${options[0]} (default)`], ...options.slice(1)],
    { 'data-flag': flag, test: flag.slice(2) });

  const data = select(DATA, { id: 'data', test: 'data' });
  const path = h('input', { type: 'text', id: 'path', test: 'path', placeholder: 'pictures/ or table.csv', spellcheck: false });
  const pathField = field('Path', path, 'A folder of PNG or JPEG images, an IDX file, or a table (CSV, Parquet or JSON).');
  const objective = select(Object.keys(OBJECTIVES), { id: 'objective', test: 'objective' });
  const own = h('div.contents', { test: 'objective-fields' });
  const hidden = field('Hidden units', text('--hidden', '500', { inputMode: 'text' }), 'One number per layer, such as 500,200');
  const architecture = choice('--architecture', ['mlp', 'conv']);
  const name = h('input', { type: 'text', id: 'name', test: 'name', maxLength: 64, spellcheck: false, pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*',
    title: 'Letters, digits, dots, dashes and underscores, starting with a letter or digit' });
  const spec = h('textarea', { id: 'spec', rows: 9, spellcheck: false, test: 'spec', placeholder: '{ "model": { ... }, "training": { ... } }' });
  const file = h('input', { type: 'file', accept: '.json,application/json', id: 'spec-file', test: 'spec-file' });
  file.addEventListener('change', async () => {
    if (!file.files[0]) return;
    spec.value = await file.files[0].text();
    update();
  });
  const form = h('section.form-part', {},
    h('h2', {}, 'Model'),
    h('div.fields', {}, field('Architecture', architecture), hidden,
      field('Latents', text('--latent', '20')), field('Likelihood', choice('--likelihood', ['bernoulli', ...LIKELIHOODS.filter((l) => l !== 'bernoulli')]))),
    h('h2', {}, 'Objective'),
    h('div.fields', {}, field('Objective', objective), own));
  const fromSpec = h('section.form-part', { hidden: true },
    h('h2', {}, 'Spec'),
    field('spec.json of a run', file), field('or its contents', spec, 'The spec describes the model and its training. The training fields below override it.'));
  const command = h('code', { id: 'command', test: 'command' });
  const wrong = h('p.bad', { role: 'alert', test: 'form-error' });
  const start = h('button.primary', { type: 'submit', id: 'start', test: 'start' }, 'Start training');
  let way = 'form';

  const flags = () => {
    const list = [];
    const source = data.value || path.value.trim();
    if (source) list.push('--data', source);
    if (way === 'form' && objective.value !== 'elbo') list.push('--objective', objective.value);
    for (const control of whole.querySelectorAll('[data-flag]')) {
      if (control.closest('[hidden]')) continue;
      if (control.value.trim()) list.push(control.dataset.flag, control.value.trim());
    }
    return list;
  };
  const taken = new Set((await get('/api/runs', signal)).map((run) => run.name));
  const update = () => {
    name.placeholder = unused(data.value || path.value, taken);
    pathField.hidden = data.value !== '';
    hidden.hidden = architecture.value === 'conv';
    const parts = grouping(quoted(flags()));
    if (way === 'spec') parts.unshift(['--spec', 'spec.json']);
    parts.push(quoted(['--out', `runs/${name.value.trim() || name.placeholder}`]));
    fill(command, './elbo train', parts.map((group) => [' ', h('span', {}, group.join(' '))]));
  };
  const ownFields = () => fill(own, OBJECTIVES[objective.value].map(([flag, label, usual]) => field(label, text(flag, usual))));
  objective.addEventListener('change', ownFields);
  ownFields();

  const whole = h('form.new-run', {
    id: 'new-run', oninput: update, onchange: update,
    onsubmit: async (event) => {
      event.preventDefault();
      wrong.textContent = '';
      start.disabled = true;
      try {
        const body = { name: name.value.trim() || name.placeholder, flags: flags() };
        if (way === 'spec') body.spec = parsed(spec.value);
        if (!data.value && !path.value.trim()) throw new Error('Path: name a file or folder, or choose a built-in data set.');
        const { id } = await post('/api/runs', body, signal);
        location.hash = `#/run/${encodeURIComponent(id)}/live`;
      } catch (failure) {
        wrong.textContent = failure.message;
        start.disabled = false;
      }
    },
  },
  h('div.form-body', {},
    segmented('Model from', [['form', 'Form'], ['spec', 'Spec file']], way, (value) => {
      way = value;
      form.hidden = value !== 'form';
      fromSpec.hidden = value !== 'spec';
    }, 'way'),
    h('section.form-part', {}, h('h2', {}, 'Data'),
      h('div.fields', {}, field('Data', data), pathField, field('Maximum rows', text('--limit', 'all')),
        field('Run name', name))),
    form, fromSpec,
    h('section.form-part', {}, h('h2', {}, 'Training'),
      h('div.fields', {}, field('Epochs', text('--epochs', '10')), field('Batch size', text('--batch', '100')),
        field('Learning rate', text('--learning-rate', '0.001')), field('Seed', text('--seed', '1'))))),
  h('aside.command', {}, h('h2', {}, 'Equivalent command'), h('pre', {}, command), wrong, start));
  root.append(h('div.page-head', {}, h('div', {}, h('h1', {}, 'New run'),
    h('p.lead', {}, 'Empty fields use their defaults.'))), whole);
  update();
}

/** Returns the first of data-1, data-2, ... that is not the name of a run. */
function unused(data, taken) {
  const stem = data.replace(/[\\/]+$/, '').replace(/.*[\\/]/, '').replace(/\.[a-z]+(\.gz)?$/i, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '').slice(0, 50) || 'run';
  let n = 1;
  while (taken.has(`${stem}-${n}`)) n++;
  return `${stem}-${n}`;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('Spec: this is not JSON. Enter the contents of the spec.json of a run.');
  }
}
