// Requests to the server, as docs/design/studio.md has them.

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const sleep = (ms, signal) => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, ms);
  signal?.addEventListener('abort', () => {
    clearTimeout(timer);
    reject(signal.reason);
  });
});

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...options });
  } catch (failure) {
    if (failure.name === 'AbortError' || options?.signal?.aborted) throw failure;
    throw new Refused(0, 'The studio does not answer. Is it still running?');
  }
  if (response.ok) return response;
  if (response.status === 401) {
    throw new Refused(401, 'No session: open the address that ./elbo studio printed, with its token.');
  }
  const text = await response.text();
  let message = `${response.status} ${response.statusText}`;
  try {
    message = JSON.parse(text).error ?? message;
  } catch {
    // Not JSON: the status is all there is to say.
  }
  throw new Refused(response.status, message);
}

const write = (method) => async (path, body = {}, signal) => (await request(path, {
  method, signal, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
})).json();

/** Items, labels and latents as a file; sent, not asked for, since an address has no room for thousands. */
export const csv = async (run, items, signal) => (await request(`${base(run)}/export`, {
  method: 'POST', signal, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ items }),
})).blob();

export const get = async (path, signal) => (await request(path, { signal })).json();
export const post = write('POST');
export const remove = write('DELETE');

/** What may take long: asks again until it is there. */
async function patient(path, signal, progress) {
  for (let wait = 250; ; wait = Math.min(1500, wait * 1.3)) {
    const response = await request(path, { signal });
    if (response.status !== 202) return response;
    progress?.((await response.json()).progress);
    await sleep(wait, signal);
  }
}

export const slow = async (path, signal, progress) => (await patient(path, signal, progress)).json();
export const slowBytes = async (path, signal, progress) => (await patient(path, signal, progress)).arrayBuffer();

export const base = (run) => `/api/runs/${encodeURIComponent(run.id)}`;

/** Decoded latents: of images a Uint8Array [n][height][width][channels], of tables {columns, rows}. */
export async function decode(run, latents, signal, condition = {}) {
  const response = await request(`${base(run)}/decode`, {
    method: 'POST', signal, headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...condition, latents: latents.map((z) => Array.from(z, (x) => Number(x.toPrecision(6)))) }),
  });
  return run.image ? new Uint8Array(await response.arrayBuffer()) : response.json();
}

/**
 * An action of which one runs at a time, at most once a frame: of the values that come meanwhile only the newest is
 * taken, so that a drag never queues requests.
 */
export function newest(action, failed) {
  let busy = false;
  let waiting = null;
  const next = () => requestAnimationFrame(async () => {
    const value = waiting;
    waiting = null;
    try {
      await action(value.value);
    } catch (failure) {
      if (failure.name !== 'AbortError') failed(failure);
    }
    if (waiting) next();
    else busy = false;
  });
  return (value) => {
    waiting = { value };
    if (!busy) {
      busy = true;
      next();
    }
  };
}

/**
 * Server-sent events that come back: the browser reconnects by itself with Last-Event-ID; where it gives up (an
 * answer that is no stream), a new connection is tried each two seconds. `connection(true or false)` tells which.
 */
export function listen(path, handlers, connection, signal) {
  let source;
  let retry;
  const open = () => {
    source = new EventSource(path);
    source.onopen = () => connection(true);
    source.onerror = () => {
      connection(false);
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, 2000);
    };
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
    }
  };
  open();
  signal.addEventListener('abort', () => {
    clearTimeout(retry);
    source.close();
  });
}
