// The source of the item to encode: the data, a file or a drawing.
import { base, get, post, slow, slowBytes } from './api.js';
import { base64, pixels } from './canvas.js';
import { fill, h, segmented } from './dom.js';
import { count } from './format.js';
import { pad } from './pad.js';

export function source(run, signal, { encoded, beside, failed }) {
  const number = h('input', { type: 'number', min: 0, step: 1, value: 0, test: 'item', 'aria-label': 'Item number' });
  let asked = 0;
  let there = null;
  const encode = async (body, name, draw) => {
    const mine = ++asked;
    try {
      const row = run.image || body.item === undefined ? null : (await get(`${base(run)}/items/${body.item}`, signal)).cells;
      const given = body.item === undefined ? beside() : {};
      const answer = await post(`${base(run)}/encode`, { ...given, ...body }, signal);
      if (mine === asked) encoded(answer, name, draw, { row, item: body.item ?? null });
    } catch (failure) {
      if (failure.name !== 'AbortError') failed(failure);
    }
  };
  const item = async (i) => {
    number.value = i;
    const image = run.image && await loaded(`${base(run)}/items/${i}.png`).catch(() => null);
    return encode({ item: i }, `${run.image ? 'Item' : 'Row'} ${count(i)}`, image && ((canvas) => place(image, canvas, run.image, run.background)));
  };
  const random = async () => {
    there ??= await someItems(run, signal);
    return item(there[Math.floor(Math.random() * there.length)]);
  };
  const fromData = run.dataMissing ? h('p.quiet', { test: 'data-missing' }, `Items of the data cannot be shown: ${run.dataMissing}`)
    : h('form.item-form', {
      onsubmit: (event) => {
        event.preventDefault();
        if (number.validity.valid && number.value !== '') item(number.valueAsNumber);
      },
    }, number, h('button', { type: 'submit', test: 'show-item' }, 'Show'),
    h('button', { type: 'button', test: 'random-item', onclick: () => random().catch(failed) }, 'Random'));
  if (!run.image) {
    return { element: h('section.card', {}, h('h2', {}, 'Row of the data'), fromData), start: () => !run.dataMissing && item(0) };
  }

  const drawn = (canvas, name) => encode({ pixels: base64(pixels(canvas, run.image)) }, name,
    (original) => original.getContext('2d').drawImage(canvas, 0, 0));
  const file = h('input', { type: 'file', accept: 'image/png,image/jpeg,image/webp,image/gif', test: 'upload', 'aria-label': 'Image file' });
  file.addEventListener('change', async () => {
    if (!file.files[0]) return;
    const address = URL.createObjectURL(file.files[0]);
    try {
      const canvas = h('canvas', { width: run.image.width, height: run.image.height });
      place(await loaded(address), canvas, run.image, run.background);
      await drawn(canvas, file.files[0].name);
    } catch {
      failed(new Error(`${file.files[0].name}: the browser cannot read this file as an image.`));
    }
    URL.revokeObjectURL(address);
  });
  const ways = {
    data: fromData,
    upload: h('div', {}, file, h('p.hint', {}, `The browser scales the image to ${run.image.width} \u00d7 ${run.image.height}.`)),
    draw: pad(run.image, (canvas) => drawn(canvas, 'Drawn')),
  };
  const body = h('div.source-body');
  fill(body, ways.data);
  return {
    element: h('section.card', {}, h('div.controls', {},
      segmented('Item', [['data', 'From the data'], ['upload', 'Upload'], ['draw', 'Draw']], 'data', (way) => fill(body, ways[way]), 'source')), body),
    start: () => !run.dataMissing && item(0),
  };
}

/** Returns the indices of several thousand items, spread over all the data. */
async function someItems(run, signal) {
  const { count: n } = await slow(`${base(run)}/map`, signal);
  return new Int32Array((await slowBytes(`${base(run)}/map.bin`, signal)).slice(14 * n, 18 * n));
}

function loaded(address) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = address;
  });
}

/**
 * Draws the whole image, scaled to fit, with black margins. Transparent parts get the background of the model's training
 * images.
 */
function place(image, canvas, { width, height }, background) {
  const g = canvas.getContext('2d');
  g.fillStyle = 'black';
  g.fillRect(0, 0, width, height);
  const times = Math.min(width / image.naturalWidth, height / image.naturalHeight);
  const [w, t] = [image.naturalWidth * times, image.naturalHeight * times];
  g.imageSmoothingEnabled = times !== 1;
  g.imageSmoothingQuality = 'high';
  g.fillStyle = background;
  g.fillRect((width - w) / 2, (height - t) / 2, w, t);
  g.drawImage(image, (width - w) / 2, (height - t) / 2, w, t);
}
