import type { CuratedLabel } from '../../src/curation/labels/CuratedLabel';
import { foldSources } from '../../src/curation/labels/foldSources';
import type { LabelSources } from '../../src/curation/labels/LabelSources';
import type { Signs } from './HeadTrainer';
import type { StageOneResult } from './stageOne';
import type { StageTwoResult } from './stageTwo';
import type { Trial } from './Trial';

/**
 * The labels that a pool leaves with, by row; 0: none. Without a second stage the source's labels stay where nobody has judged. All else
 * is the fold of curation.
 */
export function curatedLabels(trial: Trial, first: StageOneResult, second: StageTwoResult | null): Signs {
  const labels = new Int8Array(trial.truth.length);
  const places = new Map(trial.wild.map((row, place) => [row, place]));
  for (const row of [...trial.unverified, ...trial.wild]) {
    const place = places.get(row);
    const bits = second && place !== undefined ? (second.bits[place] ?? 0) : null;
    const label = foldSources(sourcesOf(trial, first, row, bits));
    const isOpen = label.kind === 'none' && label.why === 'open';
    labels[row] = isOpen && !second ? (trial.source[row] ?? 0) : signOf(label);
  }
  return labels;
}

function signOf(label: CuratedLabel): number {
  return label.kind === 'none' ? 0 : label.chosen === 'first' ? 1 : -1;
}

function sourcesOf(trial: Trial, { people, silver }: StageOneResult, row: number, bits: number | null): LabelSources {
  const [outcome, merged] = [people.get(row), silver.get(row)];
  const models = { bestMargin: null, goldMargin: null, bestModel: '', goldModel: '' };
  return {
    pair: trial.pairs[row]?.id ?? '',
    original: (trial.source[row] ?? 0) > 0 ? 'first' : 'second',
    barred: null,
    gold: outcome ? { outcome, fold: 'adjudicated', people: 1, events: [], protocols: [] } : null,
    silver: merged ? { merged, examples: [], prompt: '', revisions: {}, attributes: {} } : null,
    stageTwo: bits === null ? null : { bits, ...models, vote: 'abstain' },
    versions: {},
  };
}
