import { estimateOf, type Estimate } from './Estimate';
import { filters, strategies, type Filter, type Strategy, type TrialOutcome } from './runTrial';

/** One setting over all its seeds. */
export interface LoopSummary {
  seeds: number;
  labelAccuracy: Record<Strategy, Estimate>;
  modelAccuracy: Record<Strategy, Estimate>;
  labelled: Record<Strategy, Estimate>;
  found: Record<Strategy, Estimate>;
  /** Model accuracy less that of random verification, seed by seed. */
  modelGain: Record<Strategy, Estimate>;
  /** Label accuracy of the full loop less that of the loop whose pairs are chosen by chance: what the retrieval is worth. */
  retrievalGain: { labels: Estimate; model: Estimate };
  keep: Record<Filter, Estimate>;
  flip: Record<Filter, Estimate>;
  kept: Record<Filter, Estimate>;
  judges: { right: Estimate; rightShorter: Estimate };
  models: { best: Estimate; gold: Estimate };
}

export function summarise(trials: readonly TrialOutcome[]): LoopSummary {
  const over = (of: (trial: TrialOutcome) => number): Estimate => estimateOf(trials.map(of));
  const each = (of: (trial: TrialOutcome, strategy: Strategy) => number) =>
    Object.fromEntries(strategies.map((strategy) => [strategy, over((trial) => of(trial, strategy))])) as Record<
      Strategy,
      Estimate
    >;
  const filtered = (of: 'keep' | 'flip' | 'kept') =>
    Object.fromEntries(filters.map((filter) => [filter, over((trial) => trial.filters[filter][of])])) as Record<
      Filter,
      Estimate
    >;
  const retrieved = (of: 'labels' | 'model') =>
    over(({ outcomes }) => outcomes.full_loop[of] - outcomes.random_loop[of]);
  return {
    seeds: trials.length,
    labelAccuracy: each(({ outcomes }, strategy) => outcomes[strategy].labels),
    modelAccuracy: each(({ outcomes }, strategy) => outcomes[strategy].model),
    found: each(({ outcomes }, strategy) => outcomes[strategy].found),
    labelled: each(({ outcomes }, strategy) => outcomes[strategy].labelled),
    modelGain: each(({ outcomes }, strategy) => outcomes[strategy].model - outcomes.random.model),
    retrievalGain: { labels: retrieved('labels'), model: retrieved('model') },
    ...{ keep: filtered('keep'), flip: filtered('flip'), kept: filtered('kept') },
    judges: { right: over(({ judges }) => judges.right), rightShorter: over(({ judges }) => judges.rightShorter) },
    models: { best: over(({ models }) => models.best), gold: over(({ models }) => models.gold) },
  };
}
