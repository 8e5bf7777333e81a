// Translates pointer, pinch, wheel and key events on the latent map to calls.

/** Listens to the canvas. `act` has one function per action. */
export function steer(canvas, act) {
  const down = new Map();
  let doing = null;
  let moved = 0;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    const [x, y] = place(event);
    down.set(event.pointerId, [x, y]);
    moved = 0;
    if (down.size > 1) doing = 'pinch';
    else if (act.lassoing(event.shiftKey)) {
      doing = 'lasso';
      act.trace(x, y, true);
    } else doing = act.near(x, y) ? 'cursor' : 'pan';
  });
  canvas.addEventListener('pointermove', (event) => {
    const [x, y] = place(event);
    const last = down.get(event.pointerId);
    if (!last) {
      canvas.classList.toggle('near', act.near(x, y));
      act.hover(x, y);
      return;
    }
    moved += Math.hypot(x - last[0], y - last[1]);
    if (doing === 'pinch') {
      const [other] = [...down.entries()].find(([id]) => id !== event.pointerId)?.slice(1) ?? [last];
      const apart = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]) || 1;
      act.zoom(apart([x, y]) / apart(last), (x + other[0]) / 2, (y + other[1]) / 2);
    } else if (doing === 'lasso') act.trace(x, y, false);
    else if (doing === 'cursor') act.cursor(x, y);
    else act.pan(x - last[0], y - last[1]);
    down.set(event.pointerId, [x, y]);
  });
  const up = (event) => {
    if (!down.delete(event.pointerId)) return;
    if (doing === 'lasso') act.traced();
    else if (doing === 'pan' && moved < 4 && event.type === 'pointerup') act.cursor(...place(event));
    // The finger that remains after a pinch pans and does not count as a click.
    doing = down.size ? 'pan' : null;
    moved = Infinity;
  };
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('pointerleave', () => act.hover(null));
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    act.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), ...place(event));
  }, { passive: false });
  canvas.addEventListener('keydown', (event) => {
    const far = event.shiftKey ? 24 : 6;
    const keys = {
      ArrowLeft: () => act.nudge(-far, 0), ArrowRight: () => act.nudge(far, 0),
      ArrowUp: () => act.nudge(0, far), ArrowDown: () => act.nudge(0, -far),
      '+': () => act.zoom(1.25), '=': () => act.zoom(1.25), '-': () => act.zoom(0.8), 0: act.reset,
      Enter: act.around, Escape: act.escape,
    };
    if (!keys[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });
}
