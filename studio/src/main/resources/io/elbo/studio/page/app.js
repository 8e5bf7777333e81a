// The frame of the page: routing by address, the header of a run, and the theme.
import { Refused, base, get } from './api.js';
import { announce, explain, fill, h } from './dom.js';
import { actions } from './manage.js';
import { stateChip } from './state.js';

const PAGES = {
  live: ['Live', () => import('./live.js')],
  map: ['Latent map', () => import('./map.js')],
  sliders: ['Sliders', () => import('./sliders.js')],
  anomalies: ['Anomalies', () => import('./anomalies.js')],
  doctor: ['Doctor', () => import('./doctor.js')],
};

const main = document.getElementById('main');
const session = get('/api/session');
let leaving = new AbortController();

async function route() {
  leaving.abort(new DOMException('left', 'AbortError'));
  leaving = new AbortController();
  const { signal } = leaving;
  const [page, id, part] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  mark(page);
  // Requested right away, so that the first page does not wait for one answer after another.
  const runs = page ? null : get('/api/runs', signal);
  runs?.catch(() => {});
  try {
    const context = { signal, session: await session, runs };
    if (page === 'run') await openRun(id, part, context);
    else {
      const module = await (page === 'new' ? import('./newrun.js')
        : page === 'compare' ? import('./compare.js') : import('./runs.js'));
      if (signal.aborted) return;
      document.title = 'elbo studio';
      const place = h('div.page');
      main.replaceChildren(place);
      await module.show(place, { ...context, ids: id?.split(',') });
    }
  } catch (failure) {
    failed(failure, signal);
  }
}

async function openRun(id, part, context) {
  const { signal } = context;
  const run = await get(`/api/runs/${encodeURIComponent(id)}`, signal);
  const name = part in PAGES ? part : 'live';
  const module = await PAGES[name][1]();
  if (signal.aborted) return;
  document.title = `${run.name} \u00b7 elbo studio`;
  const place = h('div.page', { test: `page-${name}` });
  const state = h('span', { test: 'run-state' }, stateChip(run.state));
  const buttons = h('div.actions');
  const facts = h('p.run-facts');
  const show = (changed) => {
    Object.assign(run, changed);
    fill(state, stateChip(run.state));
    fill(facts, [run.data, run.model].filter(Boolean).join(' \u00b7 '));
    fill(buttons, actions(run, context.session, {
      changed: async () => show(await get(base(run))), deleted: () => { location.hash = '#/'; },
    }));
  };
  show({});
  main.replaceChildren(
    h('div.run-head', {},
      h('div.run-title', {}, h('h1', { test: 'run-name' }, run.name), state, buttons),
      facts,
      h('nav.tabs', { 'aria-label': 'Pages of the run' }, Object.entries(PAGES).map(([key, [title]]) => h('a', {
        href: `#/run/${encodeURIComponent(id)}/${key}`, id: `tab-${key}`, 'aria-current': key === name ? 'page' : null,
      }, title)))),
    place);
  main.querySelector('.tabs [aria-current]').scrollIntoView({ block: 'nearest', inline: 'center' });
  await module.show(place, { ...context, run, stateChanged: show });
}

function failed(failure, signal) {
  if (failure.name === 'AbortError' || signal.aborted) return;
  if (!(failure instanceof Refused)) console.error(failure);
  const again = h('button', { type: 'button', onclick: route }, 'Try again');
  const place = main.querySelector('.page') ?? main;
  fill(place, explain(failure.message, again));
}

function mark(page) {
  for (const [id, here] of [['nav-runs', !page || page === 'run' || page === 'compare'], ['nav-new', page === 'new']]) {
    const link = document.getElementById(id);
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  menu(false);
}

const button = document.getElementById('menu');
function menu(open) {
  button.setAttribute('aria-expanded', String(open));
  document.getElementById('nav').classList.toggle('open', open);
}
button.addEventListener('click', () => menu(button.getAttribute('aria-expanded') !== 'true'));

const theme = document.getElementById('theme');
theme.value = document.documentElement.dataset.theme ?? 'auto';
function changeTheme() {
  if (theme.value === 'auto') {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem('elbo-theme');
  } else {
    document.documentElement.dataset.theme = theme.value;
    localStorage.setItem('elbo-theme', theme.value);
  }
  window.dispatchEvent(new Event('theme'));
}
theme.addEventListener('change', changeTheme);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => window.dispatchEvent(new Event('theme')));

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', route);
window.addEventListener('unhandledrejection', (event) => {
  if (event.reason?.name === 'AbortError') event.preventDefault();
  else if (event.reason instanceof Refused) {
    event.preventDefault();
    announce(event.reason.message, true);
  }
});
route();
session.then(({ folder, readOnly }) => {
  const place = document.getElementById('folder');
  place.textContent = readOnly ? `${folder} (read only)` : folder;
  place.title = folder;
}, () => {});
