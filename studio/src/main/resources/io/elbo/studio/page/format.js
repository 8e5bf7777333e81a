// Formats numbers and times, with a true minus sign.

const minus = (text) => text.replace('-', '\u2212');
const grouped = new Intl.NumberFormat('en-GB');

export const count = (x) => (Number.isFinite(x) ? minus(grouped.format(Math.round(x))) : '\u2013');

export function nats(x, digits = 2) {
  return Number.isFinite(x) ? minus(x.toFixed(Math.abs(x) >= 10000 ? 0 : digits)) : '\u2013';
}

/** Formats the value of a latent with two decimals. */
export const coordinate = (x) => minus((Math.abs(x) < 0.005 ? 0 : x).toFixed(2));

/** Formats with three significant digits. */
export function number(x) {
  if (!Number.isFinite(x)) return '\u2013';
  if (Number.isInteger(x)) return count(x);
  const size = Math.abs(x);
  return minus(size >= 1e5 || size < 1e-4 ? x.toExponential(2) : size >= 100 ? x.toFixed(1) : x.toPrecision(3));
}

export const percent = (x) => `${minus((100 * x).toPrecision(x < 0.1 ? 2 : 3).replace(/\.0+$/, ''))} %`;

export function duration(seconds) {
  if (!Number.isFinite(seconds)) return '\u2013';
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, '0')} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

export function ago(time) {
  const s = (Date.now() - time) / 1000;
  if (s < 10) return 'now';
  if (s < 60) return `${Math.round(s)} s ago`;
  if (s < 3600) return `${Math.round(s / 60)} min ago`;
  if (s < 86400) return `${Math.round(s / 3600)} h ago`;
  if (s < 7 * 86400) return `${Math.round(s / 86400)} d ago`;
  return new Date(time).toISOString().slice(0, 10);
}

/** Capitalises the first letter. */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Turns a name of the code into words: posterior_collapse becomes Posterior collapse. */
export const words = (name) => sentence(String(name).replaceAll('_', ' '));

/** Rounds to the digits of a float, for requests. */
export const short = (values) => Array.from(values, (x) => Number(x.toPrecision(6)));

/** Quotes flags for a shell. */
export const quoted = (flags) => flags.map((f) => (/^[\w./:=,@%+-]+$/.test(f) ? f : `'${f.replaceAll("'", "'\\''")}'`));

/** Groups [--a, 1, --b] as [[--a, 1], [--b]]. */
export function grouping(flags) {
  const groups = [];
  for (const flag of flags) {
    if (flag.startsWith('--') || !groups.length) groups.push([flag]);
    else groups.at(-1).push(flag);
  }
  return groups;
}
