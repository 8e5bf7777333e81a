// A slider with its name, its value and a bar for the KL divergence of the latent. A double click (or Home) resets it.
import { h } from './dom.js';
import { coordinate } from './format.js';

export function slider({ label, value, centre, low, high, change, test, bar, note }) {
  const input = h('input', { type: 'range', min: low, max: high, step: 'any', test, 'aria-label': label });
  const shown = h('output');
  const set = (x) => {
    // A value beyond the usual range extends the slider to it.
    input.min = Math.min(low, x);
    input.max = Math.max(high, x);
    input.value = x;
    shown.textContent = coordinate(x);
    // The track is coloured between the centre and the thumb.
    const part = (y) => (100 * (y - input.min)) / (input.max - input.min || 1);
    input.style.setProperty('--from', `${Math.min(part(x), part(centre))}%`);
    input.style.setProperty('--to', `${Math.max(part(x), part(centre))}%`);
    input.setAttribute('aria-valuetext', shown.textContent);
  };
  const move = (x) => {
    set(x);
    change(x);
  };
  input.addEventListener('input', () => move(input.valueAsNumber));
  input.addEventListener('dblclick', () => move(centre));
  input.addEventListener('keydown', (event) => {
    const step = (high - low) / (event.shiftKey ? 20 : 100);
    const by = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step }[event.key];
    if (by === undefined && event.key !== 'Home') return;
    event.preventDefault();
    move(by === undefined ? centre : Math.min(high, Math.max(low, input.valueAsNumber + by)));
  });
  set(value);
  const meter = bar === undefined ? null : h('i.meter', { 'aria-hidden': 'true', title: note }, h('b'));
  if (meter) meter.firstChild.style.width = `${100 * Math.max(0, Math.min(1, bar || 0))}%`;
  return { element: h('div.slider', {}, h('span.slider-name', { title: label }, label), meter, input, shown), set };
}
