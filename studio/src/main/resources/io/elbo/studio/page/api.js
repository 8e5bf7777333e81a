// Requests to the server, as specified in docs/design/studio.md.

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
    throw new Refused(0, 'The studio does not respond. Is it still running?');
  }
  if (response.ok) return response;
  if (response.status === 401) {
    throw new Refused(401, 'No session. Open the address that ./elbo studio printed, including the token.');
  }
  const text = await response.text();
  let message = `${response.status} ${response.statusText}`;
  try {
    message = JSON.parse(text).error ?? message;
  } catch {
    // The answer is not JSON, so only the status is known.
  }
  throw new Refused(response.status, message);
}

const write = (method) => async (path, body = {}, signal) => (await request(path, {
  method, signal, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
})).json();

/** Returns items, labels and latents as a file. Uses POST because thousands of items do not fit into an address. */
export const csv = async (run, items, signal) => (await request(`${base(run)}/export`, {
  method: 'POST', signal, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ items }),
})).blob();

export const get = async (path, signal) => (await request(path, { signal })).json();
export const post = write('POST');
export const remove = write('DELETE');

/** Requests a result that may take long, and asks again until it is ready. */
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

/** Decodes latents: to a Uint8Array [n][height][width][channels] for images, to {columns, rows} for tables. */
export async function decode(run, latents, signal, condition = {}) {
  const response = await request(`${base(run)}/decode`, {
    method: 'POST', signal, headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...condition, latents: latents.map((z) => Array.from(z, (x) => Number(x.toPrecision(6)))) }),
  });
  return run.image ? new Uint8Array(await response.arrayBuffer()) : response.json();
}

/**
 * Wraps an action so that only one call runs at a time and at most one per frame. Of the values that arrive meanwhile
 * only the newest is used, so a drag never queues requests.
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
 * Listens to server-sent events and reconnects. The browser reconnects by itself with Last-Event-ID. If it gives up
 * because the answer is not a stream, this function tries again every two seconds. It reports the connection state with
 * `connection(true or false)`.
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
