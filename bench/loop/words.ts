import type { Filter, Strategy } from './runTrial';
import type { LoopSetting } from './LoopSetting';

export const strategyWords: Record<Strategy, string> = {
  none: 'No verification',
  random: 'Random verification',
  low_margin: 'Low margin',
  adaptive: 'Adaptive retrieval',
  random_loop: 'Full loop, pairs by chance',
  full_loop: 'Full loop',
  recycled: 'Full loop, discarded flipped',
  truth: 'Every label right',
};

export const filterWords: Record<Filter, string> = {
  best: 'Best model',
  gold: 'Gold model',
  both: 'Both models',
  rule: 'The rule, with judges',
};

/** Of arXiv 2507.01352, against people. It gives none for the rule with judges. */
export const paperFilters: Record<Filter, { keep: number; flip: number } | null> = {
  best: { keep: 0.78, flip: 0.79 },
  gold: { keep: 0.84, flip: 0.88 },
  both: { keep: 0.86, flip: 0.92 },
  rule: null,
};

export function settingWords({ truth, noise, wrong, budget, judge }: LoopSetting): string {
  const [labels, kind] = [
    truth === 'people' ? "People's labels" : 'Made labels',
    noise === 'length' ? 'length-biased' : 'symmetric',
  ];
  return `${labels}, ${kind} noise of ${100 * wrong} %, ${budget} verdicts, ${judge} judges`;
}
