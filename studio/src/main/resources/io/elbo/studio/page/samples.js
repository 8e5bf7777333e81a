// Samples from the prior at a given temperature.
import { base, decode, post } from './api.js';
import { paint } from './canvas.js';
import { debounce, fill, h } from './dom.js';
import { rowTable } from './items.js';
import { slider } from './slider.js';

export function samples(run, signal, { take, beside }) {
  const many = run.image ? 24 : 6;
  const grid = h('div.sample-grid', { test: 'samples' });
  let temperature = 1;
  let seed = 1;
  const draw = async () => {
    try {
      const { latents } = await post(`${base(run)}/sample`, { count: many, temperature, seed }, signal);
      const answer = await decode(run, latents, signal, beside());
      fill(grid, latents.map((latent, i) => {
        let face = h('span', {}, `sample ${i + 1}`);
        if (run.image) {
          face = h('canvas.pixels');
          paint(face, answer, run.image, i);
        }
        return h('button.thumb', {
          type: 'button', 'aria-label': `Take sample ${i + 1}`, test: 'sample', onclick: () => take(latent, `sample ${i + 1}`),
        }, face, !run.image && rowTable(answer.columns, answer.rows[i]));
      }));
    } catch (failure) {
      if (failure.name !== 'AbortError') fill(grid, h('p.quiet', {}, failure.message));
    }
  };
  const soon = debounce(120, draw);
  const heat = slider({
    label: 'Temperature', value: 1, centre: 1, low: 0, high: 2, test: 'temperature',
    change(x) {
      temperature = x;
      soon();
    },
  });
  if (run.spec?.model?.posterior?.type === 'point') {
    return { element: h('section.card', {}, h('h2', {}, 'Samples'), h('p.quiet', {}, 'A plain autoencoder has no prior to sample from.')) };
  }
  draw();
  return {
    element: h('section.card', {}, h('div.card-head', {}, h('h2', {}, 'Samples'),
      h('button.small', {
        type: 'button', test: 'sample-again',
        onclick: () => {
          seed++;
          draw();
        },
      }, 'Draw again')), h('div.sliders.named', {}, heat.element), grid,
    h('p.hint', {}, 'Each sample is a draw from p(z) times the temperature. Click one to set the sliders.')),
  };
}
