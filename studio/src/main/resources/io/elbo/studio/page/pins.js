// Two pinned points in latent space and the path between them.
import { decode } from './api.js';
import { paint } from './canvas.js';
import { fill, h } from './dom.js';
import { rowTable } from './items.js';

const STEPS = 9;

export function pins(run, signal, { now, take, beside, failed }) {
  const held = { a: null, b: null };
  const between = (t) => held.a.map((a, k) => (1 - t) * a + t * held.b[k]);
  const scrub = h('input', {
    type: 'range', min: 0, max: 1, step: 'any', value: 0, disabled: true, test: 'scrub', 'aria-label': 'Between A and B',
    oninput: () => take(between(scrub.valueAsNumber)),
  });
  scrub.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -0.02, ArrowDown: -0.02, ArrowRight: 0.02, ArrowUp: 0.02 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    scrub.value = scrub.valueAsNumber + by;
    take(between(scrub.valueAsNumber));
  });
  const strip = h('div.steps', { test: 'steps' });
  const hint = h('p.hint', {}, 'Pin the current point as A and another one as B, then move between them.');
  const buttons = ['a', 'b'].map((name) => h('button.small', {
    type: 'button', test: `pin-${name}`, 'aria-pressed': 'false', onclick: () => pin(name),
  }, `Pin ${name.toUpperCase()}`));

  async function pin(name) {
    held[name] = now();
    const button = buttons[name === 'a' ? 0 : 1];
    button.setAttribute('aria-pressed', 'true');
    button.classList.add('pinned');
    if (!held.a || !held.b) return;
    scrub.disabled = false;
    scrub.value = name === 'a' ? 0 : 1;
    hint.hidden = true;
    try {
      const places = Array.from({ length: STEPS }, (_, i) => i / (STEPS - 1));
      const answer = await decode(run, places.map(between), signal, beside());
      fill(strip, places.map((t, i) => {
        let face = h('span', {}, t.toFixed(2));
        if (run.image) {
          face = h('canvas.pixels');
          paint(face, answer, run.image, i);
        }
        return h('button.thumb', {
          type: 'button', 'aria-label': `${Math.round(100 * t)} percent of the way from A to B`,
          title: run.image ? '' : answer.rows[i].join(', '),
          onclick: () => {
            scrub.value = t;
            take(between(t));
          },
        }, face);
      }), !run.image && rowTable(answer.columns, answer.rows.at(-1), Object.fromEntries(answer.columns.map((c, k) => [c, answer.rows[0][k]]))));
    } catch (failure) {
      if (failure.name !== 'AbortError') failed(failure);
    }
  }
  return {
    element: h('section.card', {}, h('div.card-head', {}, h('h2', {}, 'Interpolation'), h('div.buttons', {}, buttons)),
      hint, h('div.scrubber', {}, h('b', {}, 'A'), scrub, h('b', {}, 'B')), strip),
  };
}
