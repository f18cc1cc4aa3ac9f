import { consistency } from './consistency';
import { deferenceToLabel, deferenceToModel } from './deference';
import type { Figures } from './Figures';
import { goldAccuracy } from './goldAccuracy';
import type { JudgedPair } from './JudgedPair';
import { pace } from './pace';
import { shareOf } from './shareOf';
import { sideBias } from './sideBias';
import { verdictCounts } from './verdictCounts';

/** All figures of the report, each from one pass over the pairs that this person has judged. */
export function figuresOf(pairs: readonly JudgedPair[]): Figures {
  const judged = pairs.filter(({ first }) => first.data.choice.kind !== 'skip');
  const corrected = judged.filter((pair) => pair.corrected).length;
  return {
    judged: judged.length,
    consistency: consistency(judged),
    side: sideBias(judged),
    pace: pace(judged),
    label: deferenceToLabel(judged),
    model: deferenceToModel(judged),
    gold: goldAccuracy(judged),
    corrected: shareOf(corrected, judged.length, 'No pair is judged yet.'),
    counts: verdictCounts(pairs),
  };
}
