// A run during training. The page first reads the past epochs, then shows new events, so a reload loses nothing.
import { base, get, listen } from './api.js';
import { curves } from './charts.js';
import { announce, debounce, fill, h, segmented, toggle } from './dom.js';
import { count, duration, nats } from './format.js';
import { heatStrip } from './heatstrip.js';

const PARTS = [['elbo', 'ELBO'], ['reconstruction', 'Reconstruction'], ['kl', 'KL divergence']];
const AXES = [['epoch', 'Epochs'], ['step', 'Steps'], ['seconds', 'Seconds']];
/** With more points than this, the page loads curves that the server has thinned. */
const MOST = 2500;

export async function show(root, context) {
  const { run, signal, stateChanged } = context;
  const head = header(run);
  const plots = PARTS.map(([key, title]) => ({
    key, canvas: h('canvas', { role: 'img', test: `curve-${key}` }), now: h('span.now', { test: `now-${key}` }), title,
  }));
  const strip = heatStrip(run, signal);
  const pictures = h('div.pictures');
  let axis = 'epoch';
  let metrics;
  fill(root, head.element,
    h('div.controls', {}, segmented('Over', AXES, axis, (value) => { axis = value; draw(); }, 'axis'),
      h('ul.legend', {}, key('--accent', 'validation'), key('--train', 'training'))),
    h('div.curves', {}, plots.map((p) => h('section.card', {},
      h('div.card-head', {}, h('h2', {}, p.title, h('span.unit', {}, ' nats per row')), p.now), h('div.plot', {}, p.canvas)))),
    strip.element, pictures);
  const charts = await Promise.all(plots.map((p) => curves(p.canvas, [
    { label: 'training', colour: '--train' }, { label: 'validation', colour: '--accent' }], signal, { integer: true })));

  const draw = () => {
    if (signal.aborted || !metrics) return;
    const xs = metrics[axis];
    plots.forEach((p, i) => {
      const train = metrics.train[p.key];
      const validation = metrics.validation?.[p.key] ?? [];
      charts[i]?.set([[xs, train], [validation.length ? xs : [], validation]], axis.replace('seconds', 'second'));
      const last = validation.at(-1) ?? train.at(-1);
      p.now.textContent = last === undefined ? '' : nats(last);
      p.canvas.setAttribute('aria-label', last === undefined ? `${p.title}: no epoch has finished yet`
        : `${p.title} over ${axis}s: now ${nats(last)} nats after ${count(metrics.epoch.at(-1))} epochs`);
    });
  };
  const load = async () => {
    const [curve, latents] = await Promise.all([
      get(`${base(run)}/metrics?points=1000`, signal), get(`${base(run)}/latents?points=600`, signal)]);
    metrics = curve;
    strip.set(latents.epoch, latents.kl);
    draw();
  };
  const soon = debounce(120, draw);
  const epoch = (e) => {
    // The server resends epochs that a new connection may have missed.
    if (!metrics || e.epoch <= (metrics.epoch.at(-1) ?? 0)) return;
    if (e.epoch > (metrics.epoch.at(-1) ?? 0) + 1) return void load().catch(() => {});
    for (const name of ['epoch', 'step', 'seconds']) metrics[name].push(e[name]);
    for (const [key] of PARTS) {
      metrics.train[key].push(e.train[key]);
      if (e.validation) {
        metrics.validation ??= { elbo: [], reconstruction: [], kl: [] };
        metrics.validation[key].push(e.validation[key]);
      }
    }
    head.best((e.validation ?? e.train).elbo);
    if (e.kl?.length) strip.add(e.epoch, e.kl);
    if (metrics.epoch.length > MOST) load().catch(() => {});
    else soon();
  };
  let shown;
  const refresh = (version) => {
    if (!run.image) return;
    shown ??= gallery(pictures, run);
    shown.refresh(version);
  };
  await load();
  if (run.hasModel) refresh(run.changed);
  head.status({ ...run.status, state: run.state });
  let lost = false;
  listen(`${base(run)}/events`, {
    status: (s) => {
      head.status(s);
      if (s.state && s.state !== run.state) {
        get(base(run), signal).then((fresh) => stateChanged(fresh), () => {});
        announce(`${run.name}: ${s.state}`);
      }
    },
    epoch,
    model: async ({ version }) => {
      // The spec describes the run, and the training writes it only with the first model.
      if (!run.hasModel) stateChanged(await get(base(run), signal));
      refresh(version);
    },
  }, (there) => {
    head.connection(there);
    if (there && lost) load().catch(() => {});
    lost = !there;
  }, signal);
}

function key(colour, text) {
  const swatch = h('i.swatch', { 'aria-hidden': 'true' });
  swatch.style.background = `var(${colour})`;
  return h('li', {}, swatch, text);
}

/** The progress of the training. */
function header(run) {
  const tile = (label, test) => {
    const value = h('dd', { test }, '\u2013');
    return { element: h('div', {}, h('dt', {}, label), value), value };
  };
  const epochs = tile('Epoch', 'epoch');
  const best = tile('Best ELBO', 'best');
  const rate = tile('Rows per second', 'rate');
  const left = tile('Time left', 'left');
  const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Training progress', test: 'progress' });
  const message = h('p.message', { test: 'message' });
  const lost = h('p.lost', { role: 'status', hidden: true, test: 'lost' },
    'The connection to the studio is lost. Reconnecting. The training continues without it.');
  best.value.textContent = run.best ? nats(run.best.elbo) : '\u2013';
  let greatest = run.best?.elbo ?? -Infinity;
  // True once the training has reported which epoch it keeps.
  let told = false;
  return {
    element: h('section.card.head', {}, h('dl.tiles', {}, [epochs, best, rate, left].map((t) => t.element)), bar, message, lost),
    connection: (there) => { lost.hidden = there; },
    status(s) {
      if (s.best) {
        told = true;
        best.value.textContent = nats(s.best.score);
      }
      const training = s.state === 'training';
      epochs.value.replaceChildren(count(s.epoch ?? run.epochs), h('span.quiet', {}, s.epochs || run.epochsWanted ? ` / ${count(s.epochs || run.epochsWanted)}` : ''));
      rate.value.textContent = training && s.rowsPerSecond ? count(s.rowsPerSecond) : '\u2013';
      left.value.textContent = training ? duration(s.secondsLeft) : '\u2013';
      bar.value = s.steps ? s.step / s.steps : run.epochs / (run.epochsWanted || 1);
      message.textContent = s.message ?? (training && s.stage && s.stage !== 'training' ? s.stage : '');
      message.classList.toggle('bad', s.state === 'failed');
    },
    best(elbo) {
      if (told || !(elbo > greatest)) return;
      greatest = elbo;
      best.value.textContent = nats(elbo);
    },
  };
}

/** Samples and reconstructions. A new picture replaces the old one only after it has loaded, so nothing flickers. */
function gallery(place, run) {
  if (run.dataMissing) {
    fill(place, h('p.quiet', { test: 'data-missing' }, `Pictures need the data, which cannot be opened: ${run.dataMissing}`));
    return { refresh() {} };
  }
  const names = [['reconstructions', 'Reconstructions', 'Data, with each reconstruction below']];
  if (run.spec?.model?.posterior?.type !== 'point') names.unshift(['samples', 'Samples', 'Decoded samples from p(z)']);
  if (run.latent === 2) names.push(['grid', 'Latent grid', 'Decoded over the two latents']);
  let live = true;
  let latest;
  const views = names.map(([name, title, what]) => {
    const image = h('img.pixels', { alt: `${title}: ${what}`, test: `picture-${name}` });
    const note = h('p.quiet', {}, run.hasModel ? 'Drawing.' : 'The first picture appears after the first epoch.');
    return { name, image, note, element: h('section.card', {}, h('div.card-head', {}, h('h2', {}, title), h('span.quiet', {}, what)), image, note) };
  });
  fill(place, h('div.controls', {}, toggle('Refresh during training', true, (on) => {
    live = on;
    if (on && latest !== undefined) draw(latest);
  }, 'refresh')), h('div.picture-row', {}, views.map((view) => view.element)));
  const draw = (version) => views.forEach(({ name, image, note }) => {
    const next = new Image();
    next.onload = () => {
      image.src = next.src;
      note.textContent = '';
    };
    next.onerror = () => {
      if (!image.src) note.textContent = 'Not available yet.';
    };
    next.src = `${base(run)}/pictures/${name}.png?v=${encodeURIComponent(version)}`;
  });
  return {
    refresh(version) {
      if (version === latest) return;
      latest = version;
      if (live) draw(version);
    },
  };
}
