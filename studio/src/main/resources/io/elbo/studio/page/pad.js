// A drawing pad of the model's image size, for pointer and keyboard.
import { h } from './dom.js';

export function pad({ width, height, channels }, drawn) {
  const canvas = h('canvas.pixels.pad', {
    width, height, tabIndex: 0, role: 'application', test: 'pad',
    'aria-label': `Drawing pad, ${width} by ${height} pixels. Arrow keys move the pen; hold Space to draw.`,
  });
  const g = canvas.getContext('2d', { willReadFrequently: true });
  const ink = channels === 3 ? h('input', { type: 'color', value: '#ffffff', 'aria-label': 'Pen colour', test: 'pen-colour' }) : null;
  const wide = h('input', { type: 'range', min: 0.5, max: Math.max(4, width / 8), step: 0.1, value: Math.max(1, width / 14), 'aria-label': 'Pen width', test: 'pen-width' });
  let last = null;
  const pen = [width / 2, height / 2];
  let pressed = false;

  const clear = () => {
    g.fillStyle = 'black';
    g.fillRect(0, 0, width, height);
  };
  const line = (from, to) => {
    g.strokeStyle = ink?.value ?? 'white';
    g.lineWidth = wide.valueAsNumber;
    g.lineCap = g.lineJoin = 'round';
    g.beginPath();
    g.moveTo(...from);
    g.lineTo(to[0] + 0.01, to[1]);
    g.stroke();
    drawn(canvas);
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    line(last, last);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!last) return;
    const next = place(event);
    line(last, next);
    last = next;
  });
  for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { last = null; });
  canvas.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], ' ': [0, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    if (event.key === ' ') pressed = true;
    const from = [...pen];
    pen[0] = Math.min(width, Math.max(0, pen[0] + step[0]));
    pen[1] = Math.min(height, Math.max(0, pen[1] + step[1]));
    if (pressed) line(from, pen);
  });
  canvas.addEventListener('keyup', (event) => { if (event.key === ' ') pressed = false; });
  clear();
  return h('div.pad-box', {}, canvas, h('div.pad-tools', {},
    h('label.pen', {}, 'Pen', wide), ink,
    h('button.small', {
      type: 'button', test: 'clear-pad',
      onclick: () => {
        clear();
        drawn(canvas);
      },
    }, 'Clear')));
}
