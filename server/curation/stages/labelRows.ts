import type { ShardColumns } from '../pipeline/shardFile';

/**
 * Labels so far, one row a pair. `kind`: gold, silver, none; `chosen`: first or second in canonical order; `why`: why there is no label.
 * `sources` is a `LabelSources` as JSON: all that the label is folded from.
 */
export const labelColumns = {
  pair: 'text',
  kind: 'text',
  chosen: 'text',
  why: 'text',
  flipped: 'flag',
  iteration: 'count',
  sources: 'text',
} as const satisfies ShardColumns;

/** Chosen and rejected, as SQL over labels `l` and pairs `c`. */
export const trainingRow = `l.pair as pair, c.prompt as prompt,
  case when l.chosen = 'first' then c.first else c.second end as chosen,
  case when l.chosen = 'first' then c.second else c.first end as rejected`;
