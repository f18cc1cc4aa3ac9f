import { explainLabel } from '../labels/explainLabel';
import type { GoldSource, LabelSources } from '../labels/LabelSources';
import type { ModelVote } from '../votes/modelVote';
import type { ExplainedVerdicts, ExplainedVote, PairExplanation } from './PairExplanation';

/** How a pair came to its label. @param sources null: no step has folded a label of it yet */
export function explanationOf(
  pair: string,
  sources: LabelSources | null,
  known: Pick<PairExplanation, 'rewards' | 'trail'>,
): PairExplanation {
  if (sources === null)
    return {
      ...{ pair, label: null, sentences: ['No label yet: nobody has judged it.'] },
      ...{ verdicts: null, votes: [], versions: {}, ...known },
    };
  const { label, sentences } = explainLabel(sources);
  return {
    ...{ pair, label, sentences },
    verdicts: sources.gold && verdictsOf(sources.gold),
    votes: (sources.silver?.merged.models ?? []).map(voteOf),
    versions: { ...sources.versions },
    ...known,
  };
}

function verdictsOf({ outcome, fold, people, protocols, events }: GoldSource): ExplainedVerdicts {
  return { outcome, fold, people, protocols, events };
}

function voteOf({ model, vote, because, tally, abstentions }: ModelVote): ExplainedVote {
  const abstained = Object.values(abstentions).reduce((sum, count) => sum + count, 0);
  return { model, vote, because, ...tally, abstained };
}
