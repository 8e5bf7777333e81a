// Finds the nearest point in a plane and the points in a polygon.

const SIDE = 128;

/** A grid index. The points of a square are adjacent in `order`, from `start[square]`. */
export function index(u, v) {
  const box = bounds(u, v);
  const column = (x) => Math.min(SIDE - 1, Math.max(0, Math.floor(((x - box.left) / (box.right - box.left || 1)) * SIDE)));
  const row = (y) => Math.min(SIDE - 1, Math.max(0, Math.floor(((y - box.low) / (box.high - box.low || 1)) * SIDE)));
  const start = new Int32Array(SIDE * SIDE + 1);
  for (let i = 0; i < u.length; i++) start[row(v[i]) * SIDE + column(u[i]) + 1]++;
  for (let k = 0; k < SIDE * SIDE; k++) start[k + 1] += start[k];
  const next = start.slice();
  const order = new Int32Array(u.length);
  for (let i = 0; i < u.length; i++) order[next[row(v[i]) * SIDE + column(u[i])]++] = i;

  /** Calls `found(i)` for all points in the box and some points near it. */
  const within = (left, right, low, high, found) => {
    for (let r = row(low); r <= row(high); r++) {
      for (let c = column(left); c <= column(right); c++) {
        for (let k = start[r * SIDE + c]; k < start[r * SIDE + c + 1]; k++) found(order[k]);
      }
    }
  };
  return {
    /** Returns the nearest point within `reach`, or -1. */
    nearest(x, y, reach) {
      let best = -1;
      let least = reach * reach;
      within(x - reach, x + reach, y - reach, y + reach, (i) => {
        const distance = (u[i] - x) ** 2 + (v[i] - y) ** 2;
        if (distance <= least) {
          least = distance;
          best = i;
        }
      });
      return best;
    },
    /** Returns all points inside the polygon [[x, y], ...], by the even-odd rule. */
    inside(polygon) {
      const xs = polygon.map((p) => p[0]);
      const ys = polygon.map((p) => p[1]);
      const found = [];
      within(Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys), (i) => {
        if (contains(polygon, u[i], v[i])) found.push(i);
      });
      return found.sort((a, b) => a - b);
    },
  };
}

function contains(polygon, x, y) {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [ax, ay] = polygon[i];
    const [bx, by] = polygon[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Returns a box that leaves out one point in a thousand on each side, so that outliers do not shrink the rest to a dot. */
export function bounds(u, v) {
  const range = (values) => {
    const sorted = Float32Array.from(values).sort();
    const out = Math.floor(sorted.length / 1000);
    return [sorted[out] ?? -1, sorted[sorted.length - 1 - out] ?? 1];
  };
  const [left, right] = range(u);
  const [low, high] = range(v);
  return { left, right, low, high };
}

export function quantiles(values, ...parts) {
  const sorted = Float32Array.from(values.filter(Number.isFinite)).sort();
  return parts.map((p) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]);
}
