import type { QueueOrder } from './QueueOrder';

const words: Record<QueueOrder, { title: string; explanation: string }> = {
  label: {
    title: 'Label against model',
    explanation: 'Where label and model disagree most, after conflicts of the sources.',
  },
  head: {
    title: 'Label against the refitted head',
    explanation: 'The same, with the model as your verdicts have refitted it. Needs a refit in Report.',
  },
  models: { title: 'Model against model', explanation: 'Where two models differ most on which response is better.' },
  low_margin: { title: 'Low margin', explanation: 'Where the model is least sure, whatever the label says.' },
  conflicts: {
    title: 'Conflicts between duplicates',
    explanation: 'Pairs that came more than once, labelled differently.',
  },
  neighbours: {
    title: 'Neighbours of errors',
    explanation: 'Pairs most like those where your verdicts said the model was wrong.',
  },
  objective: { title: 'Objectivity first', explanation: 'Objective pairs of low controversy before all others.' },
  random: { title: 'Random', explanation: 'All that are left in one random order.' },
};

/** The name of an order on the screen. */
export function queueOrderTitle(order: QueueOrder): string {
  return words[order].title;
}

/** What the order puts first, in a sentence. */
export function queueOrderExplanation(order: QueueOrder): string {
  return words[order].explanation;
}
