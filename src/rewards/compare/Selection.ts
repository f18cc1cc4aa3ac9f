import type { FacetKind } from '../../pairs/view/PairQuery';

/** A side of zero: + where a model's margin is above it, - below. A margin of exactly zero is on neither. */
export type Sign = '+' | '-';

/** How a model stands to the label of a pair; `none`: the pair has no label that chooses a response. */
export const stands = ['agreement', 'disagreement', 'tie', 'none'] as const;
export type Stand = (typeof stands)[number];

/** One option of a slice: a value of the facet, no value, or one of further values that have no name (`PairQuery`). */
export interface SliceOption {
  kind: FacetKind;
  /** Empty where the kind is not `value`. */
  value: string;
}

/**
 * One condition on pairs. Models are places in the committee, from 0. Margins are standardised and oriented to the label
 * (`Committee`). Ranges hold their lower bound and not their upper one; null: open.
 */
export type Filter =
  | { kind: 'margin'; model: number; from: number | null; to: number | null }
  | { kind: 'rectangle'; a: number; b: number; fromA: number; toA: number; fromB: number; toB: number }
  | { kind: 'quadrant'; a: number; b: number; signA: Sign; signB: Sign }
  /** Two models prefer different responses (`flip`), or the same one. Margins of exactly zero are in neither. */
  | { kind: 'pairwise'; a: number; b: number; which: 'flip' | 'same' }
  /** Exactly these models stand against the label, ascending; all others of the committee stand with it. */
  | { kind: 'against'; models: number[] }
  | { kind: 'stand'; model: number; stand: Stand }
  | { kind: 'slice'; facet: string; options: SliceOption[] }
  /** By the probability that the model gives the response that it prefers: 0.5 to 1. */
  | { kind: 'confidence'; model: number; from: number; to: number }
  /** UTF-16 units: chosen less rejected; first less second where nothing is chosen. */
  | { kind: 'length'; from: number | null; to: number | null };

/** The filters that hold at once: of each view (`viewOf`) at most one. */
export type Selection = readonly Filter[];

/** The view whose filter it is: that view shows all filters but this one, and a newer filter of it takes this one's place. */
export function viewOf(filter: Filter): string {
  switch (filter.kind) {
    case 'margin':
    case 'stand':
    case 'confidence':
      return `${filter.kind}:${String(filter.model)}`;
    case 'rectangle':
    case 'quadrant':
      return 'scatter';
    case 'slice':
      return `slice:${filter.facet}`;
    default:
      return filter.kind;
  }
}

/** The selection with this filter in place of its view's. */
export function withFilter(selection: Selection, filter: Filter): Selection {
  return [...withoutView(selection, viewOf(filter)), filter];
}

export function withoutView(selection: Selection, view: string): Selection {
  return selection.filter((filter) => viewOf(filter) !== view);
}
