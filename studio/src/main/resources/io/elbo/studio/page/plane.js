// The plane of the latent map: layers, pan and zoom, cursor and lasso, for pointer and keyboard.
import { clear, colour, picture, sharpen } from './canvas.js';
import { debounce, h } from './dom.js';
import { scatter } from './scatter.js';
import { steer } from './steer.js';

const GRAB = 16;

/**
 * Layers from back to front: decoded images, points, cursor and lasso. `on`: `cursor(u, v)`, `hover(u, v, reach)`,
 * `lasso(polygon or null)`, and `moved(view)` after a pan or zoom.
 */
export function plane(on) {
  const back = h('canvas', { 'aria-hidden': 'true', test: 'map-images' });
  const points = h('canvas', { 'aria-hidden': 'true', test: 'map-points' });
  const front = h('canvas', {
    tabIndex: 0, role: 'application', test: 'map', id: 'map',
    'aria-label': 'Latent map. Arrow keys move the cursor, with Shift further; plus and minus zoom, 0 shows all; '
      + 'Enter selects the points around the cursor, Escape clears the selection.',
  });
  const element = h('div.plane', {}, back, points, front);
  const layer = scatter(points);
  const view = { u: 0, v: 0, scale: 100 };
  const cursor = { u: 0, v: 0 };
  let home = { ...view };
  let tiles = null;
  let hovered = null;
  let path = null;
  let mode = 'move';
  let pending = null;
  let fine = false;
  let moving = false;

  const size = () => ({ width: front.clientWidth, height: front.clientHeight });
  const toScreen = (u, v) => [size().width / 2 + (u - view.u) * view.scale, size().height / 2 - (v - view.v) * view.scale];
  const toPlane = (x, y) => [view.u + (x - size().width / 2) / view.scale, view.v - (y - size().height / 2) / view.scale];

  const paint = () => {
    if (pending === 'all') paintPoints();
    pending = null;
    paintFront();
  };
  const paintPoints = () => {
    sharpen(points);
    const behind = clear(back);
    if (tiles) {
      const [x, y] = toScreen(tiles.left, tiles.top);
      behind.g.imageSmoothingEnabled = false;
      // Faint images let points of any colour stand out.
      behind.g.globalAlpha = 0.6;
      behind.g.drawImage(tiles.canvas, x, y, tiles.width * view.scale, tiles.height * view.scale);
    }
    const diameter = fine ? 3.2 : 3.6;
    layer.draw(view, Math.min(2.4 * diameter, Math.max(0.9 * diameter, diameter * Math.sqrt(view.scale / home.scale))), moving);
  };
  const paintFront = () => {
    const { g, width, height } = clear(front);
    const [x, y] = toScreen(cursor.u, cursor.v);
    const [ink, surface] = [colour('--ink', 1, fine), colour('--surface', 1, fine)];
    g.strokeStyle = colour('--ink', 0.25, fine);
    g.setLineDash([2, 4]);
    g.beginPath();
    g.moveTo(0, y);
    g.lineTo(width, y);
    g.moveTo(x, 0);
    g.lineTo(x, height);
    g.stroke();
    g.setLineDash([]);
    if (hovered) ring(g, ...toScreen(...hovered), 6, ink, surface, 1.5);
    ring(g, x, y, 8, ink, surface, 2.5);
    if (path) {
      g.beginPath();
      path.forEach(([u, v], i) => (i ? g.lineTo(...toScreen(u, v)) : g.moveTo(...toScreen(u, v))));
      g.closePath();
      g.fillStyle = colour('--ink', 0.07, fine);
      g.fill();
      g.strokeStyle = ink;
      g.lineWidth = 1.5;
      g.stroke();
    }
  };
  const draw = () => {
    if (!pending) requestAnimationFrame(paint);
    pending = 'all';
  };
  /** Draws only the cursor and the lasso, so that thousands of points need not be redrawn. */
  const drawFront = () => {
    if (!pending) requestAnimationFrame(paint);
    pending ??= 'front';
  };
  const rest = debounce(120, () => {
    moving = false;
    draw();
  });
  const changed = () => {
    moving = true;
    on.moved(view);
    draw();
    rest();
  };
  const setCursor = (u, v) => {
    Object.assign(cursor, { u, v });
    on.cursor(u, v);
    drawFront();
  };
  const zoom = (factor, x = size().width / 2, y = size().height / 2) => {
    const [u, v] = toPlane(x, y);
    view.scale = Math.min(home.scale * 400, Math.max(home.scale / 8, view.scale * factor));
    view.u = u - (x - size().width / 2) / view.scale;
    view.v = v + (y - size().height / 2) / view.scale;
    changed();
  };
  const reset = () => {
    Object.assign(view, home);
    on.moved(view);
    draw();
  };
  const finish = (polygon) => {
    path = polygon && polygon.length > 2 ? polygon : null;
    on.lasso(path);
    drawFront();
  };
  steer(front, {
    zoom, reset,
    near: (x, y) => Math.hypot(...toScreen(cursor.u, cursor.v).map((c, i) => c - [x, y][i])) < GRAB,
    lassoing: (shift) => mode === 'lasso' || shift,
    cursor: (x, y) => setCursor(...toPlane(x, y)),
    nudge: (x, y) => setCursor(cursor.u + x / view.scale, cursor.v + y / view.scale),
    pan(x, y) {
      view.u -= x / view.scale;
      view.v += y / view.scale;
      changed();
    },
    trace(x, y, first) {
      if (first) path = [];
      path.push(toPlane(x, y));
      drawFront();
    },
    traced: () => finish(path),
    around: () => finish(Array.from({ length: 32 }, (_, i) => [
      cursor.u + (40 / view.scale) * Math.cos((i * Math.PI) / 16), cursor.v + (40 / view.scale) * Math.sin((i * Math.PI) / 16)])),
    escape: () => finish(null),
    hover: (x, y) => on.hover(...(x === null ? [] : [...toPlane(x, y), 12 / view.scale])),
  });

  return {
    element, draw, zoom, reset, setCursor, layer, size, view, clearLasso: () => finish(null),
    setMode(value) {
      mode = value;
      front.classList.toggle('lasso', value === 'lasso');
    },
    hovered(place) {
      hovered = place;
      drawFront();
    },
    fit({ left, right, low, high }) {
      const { width, height } = size();
      const scale = 0.9 * Math.min(width / (right - left || 1), height / (high - low || 1));
      home = { u: (left + right) / 2, v: (low + high) / 2, scale };
      reset();
    },
    /** Draws smaller points on a dark background in either theme, so that the images behind are visible. */
    setFine(on) {
      fine = on;
      element.classList.toggle('dark', on);
      draw();
    },
    /** Puts decoded images behind the points: `columns` times `rows` squares with side `step`, from `left`, `top` downwards. */
    tiles(bytes, shape, grid) {
      if (!bytes) tiles = null;
      else {
        const canvas = new OffscreenCanvas(grid.columns * shape.width, grid.rows * shape.height);
        const g = canvas.getContext('2d');
        for (let i = 0; i < grid.columns * grid.rows; i++) {
          g.putImageData(picture(bytes, shape, i), (i % grid.columns) * shape.width, Math.floor(i / grid.columns) * shape.height);
        }
        tiles = { canvas, left: grid.left, top: grid.top, width: grid.columns * grid.step, height: grid.rows * grid.step };
      }
      draw();
    },
  };
}

function ring(g, x, y, radius, ink, surface, width) {
  for (const [stroke, line] of [[surface, width + 3], [ink, width]]) {
    g.beginPath();
    g.arc(x, y, radius, 0, 7);
    g.strokeStyle = stroke;
    g.lineWidth = line;
    g.stroke();
  }
}
