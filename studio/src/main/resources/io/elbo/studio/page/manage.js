// The actions on a run: stop, resume and delete.
import { base, post, remove } from './api.js';
import { announce, field, fill, h } from './dom.js';

/** Returns the buttons for the run's state; none if the studio is read-only. */
export function actions(run, session, { changed, deleted }) {
  if (session.readOnly) return [];
  const act = async (action, said) => {
    try {
      await action();
      announce(said);
      changed();
    } catch (failure) {
      announce(failure.message, true);
    }
  };
  const label = (verb) => `${verb} ${run.name}`;
  return [
    run.state === 'training' && h('button.small', {
      type: 'button', test: 'stop', 'aria-label': label('Stop'),
      onclick: () => act(() => post(`${base(run)}/stop`), `${run.name} will stop after this step.`),
    }, 'Stop'),
    run.state !== 'training' && run.canResume && session.canTrain && h('button.small', {
      type: 'button', test: 'resume', 'aria-label': label('Resume'),
      onclick: () => resume(run, (epochs) => act(() => post(`${base(run)}/resume`, { epochs }), `${run.name} has resumed.`)),
    }, 'Resume'),
    run.state !== 'training' && h('button.small.quiet-button', {
      type: 'button', test: 'delete', 'aria-label': label('Delete'), onclick: () => erase(run, deleted),
    }, 'Delete'),
  ];
}

function dialog(title, ...content) {
  const box = h('dialog', { 'aria-label': title, onclose: () => box.remove() }, h('h2', {}, title), content);
  document.body.append(box);
  box.showModal();
  return box;
}

const cancel = () => h('button.quiet-button', {
  type: 'button', test: 'cancel', onclick: (event) => event.target.closest('dialog').close(),
}, 'Cancel');

function resume(run, go) {
  const epochs = h('input', {
    type: 'number', min: run.epochs + 1, step: 1, required: true, test: 'resume-epochs',
    value: run.epochs < run.epochsWanted ? run.epochsWanted : run.epochsWanted + 10,
  });
  const form = h('form', {
    onsubmit: (event) => {
      event.preventDefault();
      box.close();
      go(epochs.valueAsNumber);
    },
  }, field('Train up to epoch', epochs, `Epochs done: ${run.epochs} of ${run.epochsWanted}.`),
  h('div.buttons', {}, cancel(), h('button.primary', { type: 'submit', test: 'resume-confirm' }, 'Resume')));
  const box = dialog(`Resume ${run.name}`, form);
}

function erase(run, deleted) {
  const typed = h('input', {
    type: 'text', autocomplete: 'off', spellcheck: false, test: 'delete-name',
    oninput: () => { confirm.disabled = typed.value !== run.name; },
  });
  const wrong = h('p.bad', { role: 'alert' });
  const confirm = h('button.danger', { type: 'submit', disabled: true, test: 'delete-confirm' }, 'Delete permanently');
  const form = h('form', {
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        const { left } = await remove(base(run), { name: typed.value });
        box.close();
        announce(left?.length ? `${run.name} is deleted. Its folder keeps files that do not belong to the run: ${left.join(', ')}`
          : `${run.name} is deleted.`);
        deleted();
      } catch (failure) {
        fill(wrong, failure.message);
      }
    },
  }, h('p', {}, 'This removes its model, metrics and pictures from the folder. To confirm, type the name of the run: ',
    h('code', {}, run.name)),
  field('Name of the run', typed), wrong, h('div.buttons', {}, cancel(), confirm));
  const box = dialog(`Delete ${run.name}`, form);
}
