// The KL divergence of each latent over the epochs: one row per latent, one column per epoch.
import { clear, colour, heat, redraw, sharpen } from './canvas.js';
import { h, segmented } from './dom.js';
import { count, nats } from './format.js';

/** The space for the names of the latents, if rows are high enough for letters. */
const GUTTER = 30;

export function heatStrip(run, signal) {
  const canvas = h('canvas.strip', { tabIndex: 0, role: 'img', test: 'heatstrip', 'aria-describedby': 'strip-said' });
  const said = h('output', { id: 'strip-said', test: 'heatstrip-value' });
  const legend = h('canvas.scale', { 'aria-hidden': 'true' });
  const high = h('span');
  const left = h('span');
  const right = h('span');
  const none = h('p.quiet', { test: 'no-latents' });
  const scaleRow = h('span.scale-row', {}, '0', legend, high);
  const choice = h('div.controls', {}, segmented('Order', [['kl', 'by KL'], ['index', 'by index']], 'kl', (value) => {
    by = value;
    sort();
    draw();
  }, 'heatstrip-order'));
  let epochs = [];
  let kl = [];
  let order = [];
  let by = 'kl';
  let at = null;

  const sort = () => {
    const last = kl.at(-1) ?? [];
    order = last.map((_, i) => i);
    if (by === 'kl') order.sort((a, b) => last[b] - last[a] || a - b);
  };
  const draw = () => {
    none.hidden = kl.length > 0;
    canvas.hidden = choice.hidden = scaleRow.hidden = !kl.length;
    none.textContent = run.state === 'training' ? 'The first column appears after the first epoch.' : 'This run did not record the KL divergence of each latent.';
    if (!kl.length) return;
    const height = Math.min(18, Math.max(2, Math.floor(320 / order.length)));
    canvas.style.height = `${height * order.length}px`;
    const most = kl.reduce((top, row) => Math.max(top, ...row), 1e-9);
    const colours = heat();
    const gutter = height >= 12 ? GUTTER : 0;
    const image = new ImageData(kl.length, order.length);
    order.forEach((latent, y) => kl.forEach((row, x) => {
      // The square root keeps small values visible beside large ones.
      const level = 3 * Math.round(255 * Math.sqrt(Math.max(0, row[latent]) / most));
      const to = 4 * (y * kl.length + x);
      image.data.set([colours[level], colours[level + 1], colours[level + 2], 255], to);
    }));
    const small = new OffscreenCanvas(kl.length, order.length);
    small.getContext('2d').putImageData(image, 0, 0);
    const { g, width, height: tall } = clear(canvas);
    g.imageSmoothingEnabled = false;
    g.drawImage(small, gutter, 0, width - gutter, tall);
    if (gutter) {
      g.font = '11px ui-sans-serif, system-ui, sans-serif';
      g.fillStyle = colour('--ink-3');
      order.forEach((latent, y) => g.fillText(`z${latent}`, 0, (y + 0.5) * height + 4));
    }
    left.style.marginLeft = `${gutter}px`;
    left.textContent = `epoch ${count(epochs[0])}`;
    right.textContent = count(epochs.at(-1));
    if (at) {
      g.strokeStyle = getComputedStyle(canvas).color;
      g.lineWidth = 1.5;
      const w = (width - gutter) / kl.length;
      g.strokeRect(gutter + at.x * w, at.y * height + 0.5, Math.max(3, w - 1), height - 1);
    }
    high.textContent = `${nats(most)} nats`;
    sharpen(legend);
    const scale = legend.getContext('2d');
    for (let x = 0; x < legend.width; x++) {
      const level = 3 * Math.round((255 * x) / legend.width);
      scale.fillStyle = `rgb(${colours[level]},${colours[level + 1]},${colours[level + 2]})`;
      scale.fillRect(x, 0, 1, legend.height);
    }
    const active = kl.at(-1).filter((x) => x > 0.01).length;
    canvas.setAttribute('aria-label', `KL divergence of ${order.length} latents over ${kl.length} columns of epochs; `
      + `${active} carry more than 0.01 nats. Arrow keys read the values.`);
  };
  const tell = () => {
    said.textContent = at ? `z${order[at.y]}, epoch ${count(epochs[at.x])}: ${nats(kl[at.x][order[at.y]], 3)} nats` : '';
  };
  const go = (x, y) => {
    at = { x: Math.min(kl.length - 1, Math.max(0, x)), y: Math.min(order.length - 1, Math.max(0, y)) };
    tell();
    draw();
  };
  canvas.addEventListener('pointermove', (event) => {
    const box = canvas.getBoundingClientRect();
    const gutter = box.height / order.length >= 12 ? GUTTER : 0;
    go(Math.floor(((event.clientX - box.left - gutter) / (box.width - gutter)) * kl.length),
      Math.floor(((event.clientY - box.top) / box.height) * order.length));
  });
  const leave = () => {
    at = null;
    tell();
    draw();
  };
  canvas.addEventListener('pointerleave', leave);
  canvas.addEventListener('blur', leave);
  canvas.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step || !kl.length) return;
    event.preventDefault();
    const from = at ?? { x: kl.length - 1, y: 0 };
    go(from.x + (at ? step[0] : 0), from.y + (at ? step[1] : 0));
  });
  const element = h('section.card', {},
    h('div.card-head', {}, h('h2', {}, 'KL divergence of each latent'), said,
      scaleRow),
    choice, none, canvas, h('div.strip-foot', {}, left, right));
  redraw(element, draw, signal);
  return {
    element,
    set(newEpochs, rows) {
      epochs = [...newEpochs];
      kl = rows.map((row) => [...row]);
      sort();
      draw();
    },
    add(epoch, row) {
      if (epoch <= (epochs.at(-1) ?? 0)) return;
      epochs.push(epoch);
      kl.push(row);
      if (kl.length === 1) sort();
      draw();
    },
  };
}
