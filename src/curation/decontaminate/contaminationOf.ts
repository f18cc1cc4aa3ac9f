import type { Pair } from '../../pairs/Pair';
import type { NGramIndex, Overlap } from './NGramIndex';

/**
 * Which texts of a pair are tested. The paper tests for the prompts of benchmarks; `prompt`, the default, tests every turn of the
 * pair's own prompt. `pair` tests the responses too, as the paper's third version does and as it asks for gold pairs.
 */
export type ContaminationScope = 'prompt' | 'pair';

export interface Contamination extends Overlap {
  where: 'prompt' | 'first' | 'second';
  /** Which turn there, from 0. No n-gram goes across turns. */
  turn: number;
}

/** All that a pair shares with benchmarks; empty: it is clean. */
export function contaminationOf(
  { prompt, first, second }: Pick<Pair, 'prompt' | 'first' | 'second'>,
  index: NGramIndex,
  scope: ContaminationScope = 'prompt',
): Contamination[] {
  const places = [
    { where: 'prompt' as const, messages: prompt },
    ...(scope === 'pair'
      ? [
          { where: 'first' as const, messages: first.messages },
          { where: 'second' as const, messages: second.messages },
        ]
      : []),
  ];
  return places.flatMap(({ where, messages }) =>
    messages.flatMap(({ content }, turn) => index.overlaps(content).map((overlap) => ({ ...overlap, where, turn }))),
  );
}
