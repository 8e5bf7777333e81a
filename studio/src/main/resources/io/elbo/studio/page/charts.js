// Curves, drawn by the global Chart of /vendor/chart.umd.js (Chart.js, MIT), which is loaded for the first curve.
import { colour } from './canvas.js';
import { number } from './format.js';

let library;

function load() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/vendor/chart.umd.js';
    script.onload = () => resolve(window.Chart);
    script.onerror = () => reject(new Error('The charting library did not load.'));
    document.head.append(script);
  });
  return library;
}

/**
 * Draws curves over a numeric axis, without animation. `series`: [{label, colour: name of studio.css, dashed}];
 * `set(xs, [ys, ...])` shows values (or, with `curves`, `[[xs, ys], ...]`).
 */
export async function curves(canvas, series, signal, { xTitle = '', integer = true } = {}) {
  const Chart = await load();
  if (signal.aborted) return null;
  const chart = new Chart(canvas, {
    type: 'line',
    data: { datasets: series.map(({ label, dashed }, i) => ({
      label, data: [], borderWidth: 1.75, pointRadius: 0, pointHitRadius: 8, borderDash: dashed ? [5, 4] : [],
      borderJoinStyle: 'round', order: -i,
    })) },
    options: options(xTitle, integer),
  });
  const dress = () => {
    const [ink, line, surface] = ['--ink-2', '--line', '--surface'].map((name) => colour(name));
    series.forEach((s, i) => {
      chart.data.datasets[i].borderColor = chart.data.datasets[i].backgroundColor = colour(s.colour);
    });
    for (const axis of Object.values(chart.options.scales)) {
      axis.ticks.color = axis.title.color = ink;
      axis.grid.color = line;
    }
    Object.assign(chart.options.plugins.tooltip, {
      backgroundColor: surface, borderColor: line, titleColor: ink, bodyColor: colour('--ink'),
    });
    chart.update('none');
  };
  dress();
  window.addEventListener('theme', dress, { signal });
  signal.addEventListener('abort', () => chart.destroy());
  return {
    set(pairs, title) {
      pairs.forEach(([xs, ys], i) => {
        const points = xs.map((x, k) => ({ x, y: ys[k] }));
        Object.assign(chart.data.datasets[i], { data: points, pointRadius: points.length < 3 ? 3 : 0 });
      });
      if (title) chart.options.scales.x.title.text = title;
      chart.update('none');
    },
  };
}

function options(xTitle, integer) {
  const font = { family: 'ui-sans-serif, system-ui, sans-serif', size: 11 };
  const axis = (title) => ({
    type: 'linear', border: { display: false }, grid: { drawTicks: false },
    ticks: { font, padding: 6, maxTicksLimit: 6, maxRotation: 0, callback: (value) => compact(value) },
    title: { display: Boolean(title), text: title, font, padding: { top: 2 } },
  });
  const x = axis(xTitle);
  x.grid.display = false;
  x.bounds = 'data';
  x.ticks.includeBounds = false;
  if (integer) x.ticks.precision = 0;
  return {
    animation: false, responsive: true, maintainAspectRatio: false, parsing: false, normalized: true,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    scales: { x, y: axis('') },
    plugins: {
      legend: { display: false },
      tooltip: {
        animation: false, borderWidth: 1, padding: 8, boxWidth: 8, boxHeight: 8, titleFont: font, bodyFont: font,
        callbacks: {
          title: (items) => `${items[0].chart.options.scales.x.title.text} ${number(items[0].parsed.x)}`,
          label: (item) => ` ${item.dataset.label}  ${number(item.parsed.y)}`,
        },
      },
    },
  };
}

function compact(value) {
  const size = Math.abs(value);
  const text = size >= 1e6 ? `${+(value / 1e6).toPrecision(3)}M`
    : size >= 1e4 ? `${+(value / 1e3).toPrecision(3)}k` : String(+value.toPrecision(6));
  return text.replace('-', '\u2212');
}
