/** Why a pair leaves without a label. */
export const unlabelledReasons = [
  'contaminated',
  'undecidable',
  'no_preference',
  'divided',
  'disputed',
  'abstained',
  'discarded',
  'not_scored',
  'open',
] as const;

export type UnlabelledReason = (typeof unlabelledReasons)[number];

/**
 * What curation makes of a pair. `gold`: by people; `silver`: by machines, in stage 1 by judges, in stage 2 by the rule. A flipped
 * label is silver of stage 2 whose chosen response is the one that the source rejects.
 */
export type CuratedLabel =
  | { kind: 'label'; chosen: 'first' | 'second'; origin: 'gold' | 'silver'; stage: 1 | 2; flipped: boolean }
  | { kind: 'none'; why: UnlabelledReason };
