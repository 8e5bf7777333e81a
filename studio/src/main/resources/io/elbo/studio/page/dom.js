// Creates elements. Text is inserted only as text nodes because names of runs, files and columns are not trusted.

const SVG = 'http://www.w3.org/2000/svg';

/** Creates an element: `h('button.quiet', {test: 'stop', onclick}, 'Stop')`. `test` becomes `data-test`. */
export function h(selector, properties = {}, ...children) {
  const [tag, ...classes] = selector.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'test') element.dataset.test = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.includes('-') && name !== 'list' && name !== 'form') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Replaces the children of an element. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

let fresh = 0;

/** A control with its label above; `control` gets an id if it has none. */
export function field(label, control, hint) {
  control.id ||= `f${++fresh}`;
  const name = h('label', { htmlFor: control.id }, label);
  if (!hint) return h('div.field', {}, name, control);
  const note = h('p.hint', { id: `${control.id}-hint` }, hint);
  control.setAttribute('aria-describedby', note.id);
  return h('div.field', {}, name, control, note);
}

export function select(options, properties = {}) {
  return h('select', properties,
    options.map((o) => (Array.isArray(o) ? h('option', { value: o[0] }, o[1]) : h('option', { value: o }, o))));
}

/** A choice between a few options, shown side by side. Radio buttons make it accessible to keyboards and screen readers. */
export function segmented(legend, options, value, change, test) {
  const group = `g${++fresh}`;
  return h('fieldset.segmented', { test },
    h('legend', {}, legend),
    options.map(([key, text]) => h('label', {},
      h('input', { type: 'radio', name: group, value: key, checked: key === value, onchange: () => change(key) }),
      h('span', {}, text))));
}

export function toggle(label, checked, change, test) {
  const box = h('input', { type: 'checkbox', checked, test, onchange: () => change(box.checked) });
  return h('label.check', {}, box, label);
}

let fade;

/** Shows a message at the bottom of the page and announces it to screen readers. */
export function announce(text, bad = false) {
  const toast = document.getElementById('status');
  toast.textContent = text;
  toast.className = bad ? 'toast bad shown' : 'toast shown';
  clearTimeout(fade);
  fade = setTimeout(() => toast.classList.remove('shown'), bad ? 9000 : 4000);
}

/** One sentence in place of a page that is not available for a run. */
export function explain(text, ...more) {
  return h('div.explain', { test: 'explain' }, h('p', {}, text), more);
}

/** A progress bar; `set(0..1)`. */
export function progress(label) {
  const bar = h('progress', { max: 1, value: 0, 'aria-label': label });
  return { element: h('div.waiting', { test: 'waiting' }, h('p', {}, label), bar), set: (x) => { bar.value = x; } };
}

export const debounce = (wait, action) => {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait, ...values);
  };
};
