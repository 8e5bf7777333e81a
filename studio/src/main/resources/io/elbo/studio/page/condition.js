// The condition of a conditional model: a class, or the condition of an item.
import { field, select } from './dom.js';

/**
 * A choice of the class to decode, if the model takes one. `value(item)` returns the part of a request for it: nothing,
 * `{label}`, or `{item}` for the condition of that item.
 */
export function condition(run, changed, hasItem = true) {
  const shape = run.spec?.model?.condition;
  if (!shape) return { element: null, value: () => ({}) };
  const ofItem = (item) => (item === null || item === undefined ? {} : { item });
  if (shape.length !== 1) return { element: null, value: ofItem };
  const classes = Array.from({ length: Math.min(shape[0], 1000) }, (_, k) => [String(k), `class ${k}`]);
  const choice = select([...(hasItem ? [['', 'class of the item']] : []), ...classes], { test: 'condition', onchange: () => changed() });
  return {
    element: field('Class to decode', choice),
    value: (item) => (choice.value === '' ? ofItem(item) : { label: Number(choice.value) }),
  };
}
