// The state of a run as a dot and a word, and sparklines.
import { h, svg } from './dom.js';
import { nats } from './format.js';

const STATES = ['training', 'stopped', 'finished', 'failed', 'interrupted'];

export function stateChip(state) {
  const known = STATES.includes(state) ? state : 'stopped';
  return h(`span.state.${known}`, { test: 'state' }, h('i', { 'aria-hidden': 'true' }), state);
}

/** Returns the curve of the ELBO, without axes. */
export function spark(values) {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return h('span.quiet', {}, '\u2013');
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const x = (i) => 2 + (i / (finite.length - 1)) * 112;
  const y = (v) => 25 - ((v - low) / (high - low || 1)) * 21;
  const points = finite.map((v, i) => `${x(i).toFixed(1)},${y(v).toFixed(1)}`).join(' ');
  const last = finite.at(-1);
  return svg('svg', {
    class: 'spark', viewBox: '0 0 118 28', width: 118, height: 28, role: 'img',
    'aria-label': `ELBO from ${nats(finite[0])} to ${nats(last)} nats`,
  }, svg('polyline', { points }), svg('circle', { cx: x(finite.length - 1), cy: y(last), r: 2.4 }));
}
