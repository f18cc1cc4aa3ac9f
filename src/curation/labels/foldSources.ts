import type { GoldSource, LabelSources, StageTwoSource } from './LabelSources';
import { stageTwoBits } from '../stageTwo/stageTwoBits';
import type { CuratedLabel, UnlabelledReason } from './CuratedLabel';

/**
 * One label from all that is known of a pair. Whatever people said stands before every machine: also that nobody can decide, after
 * which the paper discards the pair and asks no model (arXiv 2507.01352, human protocol). Judges of stage 1 come before the rule of
 * stage 2. A pair that shares text with a benchmark has no label at all, since training on it would spoil what is measured.
 */
export function foldSources(sources: LabelSources): CuratedLabel {
  const { original, barred, gold, silver, stageTwo } = sources;
  if (barred === 'contaminated') return none('contaminated');
  if (gold !== null) return ofPeople(gold);
  if (barred === 'disputed') return none('disputed');
  if (silver !== null) {
    const { vote } = silver.merged;
    if (vote === 'abstain') return none('abstained');
    return { kind: 'label', chosen: vote, origin: 'silver', stage: 1, flipped: false };
  }
  return stageTwo === null ? none('open') : ofRule(original, stageTwo);
}

function ofPeople({ outcome }: GoldSource): CuratedLabel {
  if (outcome === 'first' || outcome === 'second')
    return { kind: 'label', chosen: outcome, origin: 'gold', stage: 1, flipped: false };
  if (outcome === 'divided' || outcome === 'undecidable') return none(outcome);
  // A skip is no verdict; it never is gold.
  return none(outcome === 'skip' ? 'open' : 'no_preference');
}

function ofRule(original: LabelSources['original'], { bits }: StageTwoSource): CuratedLabel {
  if (original === null || (bits & stageTwoBits.decided) === 0) return none('not_scored');
  if ((bits & stageTwoBits.kept) !== 0)
    return { kind: 'label', chosen: original, origin: 'silver', stage: 2, flipped: false };
  if ((bits & stageTwoBits.flipped) === 0) return none('discarded');
  const other = original === 'first' ? 'second' : 'first';
  return { kind: 'label', chosen: other, origin: 'silver', stage: 2, flipped: true };
}

function none(why: UnlabelledReason): CuratedLabel {
  return { kind: 'none', why };
}
