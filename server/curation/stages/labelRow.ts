import { foldSources } from '../../../src/curation/labels/foldSources';
import type { LabelSources } from '../../../src/curation/labels/LabelSources';
import type { ShardRow } from '../pipeline/shardFile';

/** A label's row, folded from all that is known of its pair. */
export function labelRow(sources: LabelSources, iteration: number): ShardRow {
  const label = foldSources(sources);
  const isLabel = label.kind === 'label';
  return {
    pair: sources.pair,
    kind: isLabel ? label.origin : 'none',
    chosen: isLabel ? label.chosen : null,
    why: isLabel ? null : label.why,
    flipped: isLabel && label.flipped,
    iteration,
    sources: JSON.stringify(sources),
  };
}
