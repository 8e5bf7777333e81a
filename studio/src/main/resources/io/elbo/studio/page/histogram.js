// A histogram of the scores with a draggable threshold.
import { clear, colour, redraw } from './canvas.js';
import { h } from './dom.js';
import { nats, percent } from './format.js';

const EDGE = 22;

/** Calls `changed(falsePositiveRate)` when the user has moved the threshold. */
export function histogram(signal, changed) {
  const canvas = h('canvas.histogram', {
    tabIndex: 0, role: 'slider', test: 'threshold', 'aria-label': 'Score threshold', 'aria-orientation': 'horizontal',
  });
  let data = null;
  let threshold = 0;
  let rate = 0.01;
  let dragging = false;

  const range = () => [data.histogram.edges[0], data.histogram.edges.at(-1)];
  const draw = () => {
    if (!data) return;
    const { g, width, height } = clear(canvas);
    const [low, high] = range();
    const { edges, counts } = data.histogram;
    const x = (score) => ((score - low) / (high - low || 1)) * (width - 2) + 1;
    const floor = height - EDGE;
    // Square roots keep a dozen anomalies visible beside thousands of normal items.
    const most = Math.sqrt(Math.max(1, ...counts));
    const [accent, alarm, ink, line] = ['--train', '--bad', '--ink-2', '--line'].map((name) => colour(name));
    counts.forEach((n, i) => {
      if (!n) return;
      const tall = Math.max(1.5, (Math.sqrt(n) / most) * (floor - 26));
      const [left, right] = [x(edges[i]), x(edges[i + 1])];
      const cut = Math.min(right, Math.max(left, x(threshold)));
      const gap = right - left > 4 ? 1 : 0;
      g.fillStyle = accent;
      g.fillRect(left, floor - tall, Math.max(0, cut - left - (cut === right ? gap : 0)), tall);
      g.fillStyle = alarm;
      g.fillRect(cut, floor - tall, Math.max(0, right - cut - gap), tall);
    });
    g.fillStyle = line;
    g.fillRect(0, floor, width, 1);
    g.font = '11px ui-sans-serif, system-ui, sans-serif';
    g.fillStyle = ink;
    for (let k = 0; k <= 4; k++) {
      g.textAlign = k === 0 ? 'left' : k === 4 ? 'right' : 'center';
      g.fillText(nats(low + (k / 4) * (high - low), 0) + (k === 4 ? ` ${data.unit}` : ''), (k / 4) * width, height - 6);
    }
    const at = x(threshold);
    g.fillStyle = g.strokeStyle = colour('--ink');
    g.lineWidth = 1.5;
    g.beginPath();
    g.moveTo(at, 14);
    g.lineTo(at, floor);
    g.stroke();
    g.beginPath();
    g.roundRect(at - 4, floor - 22, 8, 16, 3);
    g.fill();
    g.textAlign = at > width - 150 ? 'right' : 'left';
    g.fillText(`${nats(threshold)}  ${percent(rate)} false positives`, at + (at > width - 150 ? -8 : 8), 20);
    canvas.setAttribute('aria-valuemin', low);
    canvas.setAttribute('aria-valuemax', high);
    canvas.setAttribute('aria-valuenow', threshold);
    canvas.setAttribute('aria-valuetext', `${nats(threshold)} ${data.unit}, ${percent(rate)} false positives`);
  };
  const move = (score) => {
    const [low, high] = range();
    threshold = Math.min(high, Math.max(low, score));
    rate = alarmsAt(data, threshold);
    draw();
  };
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const [low, high] = range();
    return low + ((event.clientX - box.left) / box.width) * (high - low);
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (!data) return;
    dragging = true;
    canvas.setPointerCapture(event.pointerId);
    move(at(event));
  });
  canvas.addEventListener('pointermove', (event) => dragging && move(at(event)));
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, () => {
      if (dragging) changed(rate);
      dragging = false;
    });
  }
  let timer;
  canvas.addEventListener('keydown', (event) => {
    const sign = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!sign || !data) return;
    event.preventDefault();
    const [low, high] = range();
    move(threshold + (sign * (high - low)) / (event.shiftKey ? 20 : 150));
    clearTimeout(timer);
    timer = setTimeout(() => changed(rate), 400);
  });
  redraw(canvas, draw, signal);
  return {
    element: canvas,
    ready: () => data !== null,
    set(answer, alarms) {
      data = answer;
      if (dragging) return;
      threshold = answer.threshold;
      rate = alarms;
      draw();
    },
  };
}

/**
 * Estimates the false positive rate of a threshold from the p-values of the items around it or, where they are unknown,
 * from the fraction of all scores above it. The server's answer then corrects the position of the line.
 */
function alarmsAt({ items, histogram: { edges, counts }, total, calibrated }, threshold) {
  // With n held-out rows the lowest possible rate is 1 / (n + 1).
  const limit = (rate) => Math.min(0.5, Math.max(1 / ((calibrated || 1e4) + 1) + 1e-9, rate));
  const k = items.findIndex((item) => item.score < threshold);
  if (k > 0) return limit(items[k - 1].p + ((items[k].p - items[k - 1].p) * (items[k - 1].score - threshold))
    / (items[k - 1].score - items[k].score || 1));
  if (k === 0) return limit(items[0].p);
  const beyond = counts.reduce((sum, n, i) => sum + n * Math.min(1, Math.max(0, (edges[i + 1] - threshold) / (edges[i + 1] - edges[i] || 1))), 0);
  return limit(beyond / (total || 1));
}
