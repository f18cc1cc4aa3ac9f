import type { QueueReason } from './Queue';

/** The badge that says why a pair is shown now. None of them says which response label or model prefer. */
const words: Record<QueueReason, string> = {
  conflict: 'The sources disagree',
  disagreement: 'Label and model disagree',
  low_margin: 'Low margin',
  random: 'Random sample',
  unscored: 'Not scored yet',
  order: 'Next in order',
  models: 'Two models disagree',
  neighbour: 'Near an error of the model',
  objective: 'Objective, low controversy',
  selection: 'From a selection in Compare',
};

const explanations: Record<QueueReason, string> = {
  conflict: 'This pair came more than once, and not always with the same label.',
  disagreement: 'The model gives the rejected response the higher reward. Lowest probability of the label comes first.',
  low_margin: 'The two rewards are close: the model gives the better response less than three to one.',
  random: 'Drawn at random from all that are left, so that error rates can be estimated without bias.',
  unscored: 'The model has not scored both responses, or one is too long for it. Such pairs come in file order.',
  order: 'Nothing that the order looks for stands out here. Such pairs come after those where it does.',
  models: 'The two models that you chose differ on which response is better. The largest difference comes first.',
  neighbour: 'Its texts are like those of a pair where your verdict said the model was wrong, or it was not sure.',
  objective: 'Facts decide here and few would argue. Such pairs come first, as in the paper.',
  selection:
    'It is one of the pairs that were selected in Compare. They come in random order, and no others between them.',
};

/** The badge's text. */
export function queueReasonWords(reason: QueueReason): string {
  return words[reason];
}

/** One or two sentences behind the badge. */
export function queueReasonExplanation(reason: QueueReason): string {
  return explanations[reason];
}
