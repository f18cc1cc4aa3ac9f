import type { QueueReason } from './Queue';

/** The badge that says why a pair is shown now. None of them says which response label or model prefer. */
const words: Record<QueueReason, string> = {
  conflict: 'The sources disagree',
  disagreement: 'Label and model disagree',
  low_margin: 'Low margin',
  random: 'Random sample',
  unscored: 'Not scored yet',
  order: 'Next in order',
};

const explanations: Record<QueueReason, string> = {
  conflict: 'This pair came more than once, and not always with the same label. Such pairs come before all others.',
  disagreement: 'The model gives the rejected response the higher reward. Lowest probability of the label comes first.',
  low_margin: 'The two rewards are close: the model gives the better response less than three to one.',
  random:
    'Every tenth pair is drawn at random from all that are left, so that error rates can be estimated without bias.',
  unscored: 'The model has not scored both responses, or one is too long for it. Such pairs come in file order.',
  order: 'Label and model agree, or there is no label to disagree with. Smaller margins come first.',
};

/** The badge's text. */
export function queueReasonWords(reason: QueueReason): string {
  return words[reason];
}

/** One or two sentences behind the badge. */
export function queueReasonExplanation(reason: QueueReason): string {
  return explanations[reason];
}
