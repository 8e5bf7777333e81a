// The page's colours for canvases, canvases at screen resolution, and images from bytes.

const probe = document.createElement('span');
probe.hidden = true;
document.body.append(probe);

const known = new Map();
// This module loads before all modules that draw, so it handles a theme change before they do.
window.addEventListener('theme', () => known.clear());

/** Returns a colour of studio.css as [r, g, b], in the current theme or in the dark one. */
export function rgb(name, dark = false) {
  const key = dark ? `${name} dark` : name;
  if (!known.has(key)) {
    probe.style.colorScheme = dark ? 'dark' : '';
    probe.style.color = `var(${name})`;
    known.set(key, getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number));
  }
  return known.get(key);
}

export const css = ([r, g, b], alpha = 1) => `rgba(${Math.round(r)},${Math.round(g)},${Math.round(b)},${alpha})`;
export const colour = (name, alpha = 1, dark = false) => css(rgb(name, dark), alpha);

export const LABELS = 10;
/** The colours of classes, which repeat after ten. */
export const labelColours = (dark) => Array.from({ length: LABELS }, (_, i) => rgb(`--label-${i}`, dark));

/** Returns a scale of 256 colours interpolated between colours of studio.css: [r, g, b, r, g, b, ...]. */
export function scale(names, dark) {
  const stops = names.map((name) => rgb(name, dark));
  const table = new Uint8Array(768);
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (stops.length - 1);
    const k = Math.min(stops.length - 2, Math.floor(at));
    for (let c = 0; c < 3; c++) table[3 * i + c] = stops[k][c] + (at - k) * (stops[k + 1][c] - stops[k][c]);
  }
  return table;
}
export const heat = (dark) => scale(['--heat-0', '--heat-1', '--heat-2', '--heat-3'], dark);

/** Matches the canvas to the screen's resolution; returns true if its size changed. */
export function sharpen(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const box = canvas.getBoundingClientRect();
  const width = Math.max(1, Math.round(box.width * ratio));
  const height = Math.max(1, Math.round(box.height * ratio));
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}

/** Returns the cleared context, scaled to CSS pixels, and its size. */
export function clear(canvas) {
  sharpen(canvas);
  const ratio = window.devicePixelRatio || 1;
  const g = canvas.getContext('2d');
  g.setTransform(ratio, 0, 0, ratio, 0, 0);
  const width = canvas.width / ratio;
  const height = canvas.height / ratio;
  g.clearRect(0, 0, width, height);
  return { g, width, height };
}

/** Returns image `index` of the bytes [n][height][width][channels] as ImageData. */
export function picture(bytes, { height, width, channels }, index = 0) {
  const image = new ImageData(width, height);
  let from = index * height * width * channels;
  for (let to = 0; to < image.data.length; to += 4) {
    for (let c = 0; c < 3; c++) image.data[to + c] = bytes[from + (channels === 1 ? 0 : c)];
    image.data[to + 3] = 255;
    from += channels;
  }
  return image;
}

/** Shows image `index` of the bytes at its own size; CSS enlarges it. */
export function paint(canvas, bytes, shape, index = 0) {
  canvas.width = shape.width;
  canvas.height = shape.height;
  canvas.getContext('2d').putImageData(picture(bytes, shape, index), 0, 0);
}

/** Returns the pixels of a canvas as bytes [height][width][channels]. Grey is the BT.601 luma. */
export function pixels(canvas, { height, width, channels }) {
  const data = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  const bytes = new Uint8Array(height * width * channels);
  for (let i = 0; i < height * width; i++) {
    const [r, g, b] = data.subarray(4 * i, 4 * i + 3);
    if (channels === 1) bytes[i] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
    else bytes.set([r, g, b], 3 * i);
  }
  return bytes;
}

export function base64(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text);
}

export const unbase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

export function download(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Draws again when the size or the theme changes. */
export function redraw(element, draw, signal) {
  const watch = new ResizeObserver(draw);
  watch.observe(element);
  window.addEventListener('theme', draw, { signal });
  signal.addEventListener('abort', () => watch.disconnect());
}
