// What a conditional model gets beside the latents: a class, or what goes with an item.
import { field, select } from './dom.js';

/**
 * A choice of the class that is decoded, if the model takes one. `value(item)` is what a request says of it: nothing,
 * `{label}`, or `{item}`, whose own condition is taken.
 */
export function condition(run, changed, hasItem = true) {
  const shape = run.spec?.model?.condition;
  if (!shape) return { element: null, value: () => ({}) };
  const ofItem = (item) => (item === null || item === undefined ? {} : { item });
  if (shape.length !== 1) return { element: null, value: ofItem };
  const classes = Array.from({ length: Math.min(shape[0], 1000) }, (_, k) => [String(k), `class ${k}`]);
  const choice = select([...(hasItem ? [['', 'that of the item']] : []), ...classes], { test: 'condition', onchange: () => changed() });
  return {
    element: field('Class that is decoded', choice),
    value: (item) => (choice.value === '' ? ofItem(item) : { label: Number(choice.value) }),
  };
}
