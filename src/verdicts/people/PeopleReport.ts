import type { Agreement, AgreementOfTwo, Measured } from '../agreement/agreementOf';
import type { FoldName } from '../folds/FoldName';
import type { Outcome } from '../outcomeOf';

/** One client's part of the ledger. */
export interface ClientReport {
  client: string;
  events: number;
  /** ISO 8601. */
  last: string;
}

/** What one person gave, over all data sets. */
export interface PersonReport {
  /** `me` (empty) is whoever sits here. */
  person: string;
  clients: ClientReport[];
  /** Verdicts in force, and the pairs that they are of. */
  verdicts: number;
  pairs: number;
  /** ISO 8601, of the newest event. */
  last: string;
}

/** How two people agree, by their names. */
export interface TwoReport extends Omit<AgreementOfTwo, 'one' | 'other'> {
  one: string;
  other: string;
  /** Over pairs of which both prefer a response or say tie: misses by the square of the steps between them. */
  weighted: Measured;
}

/** Agreement on the pairs that have one value of a facet. */
export interface SliceReport {
  value: string;
  units: number;
  percent: Measured;
  alpha: Measured;
}

export interface FoldReport {
  fold: FoldName;
  labels: number;
  /** Among the labels. */
  outcomes: Partial<Record<Outcome, number>>;
  /** Pairs with gold votes of which the fold makes no label. */
  divided: number;
}

/** A pair on whose outcome people differ and that nobody has adjudicated. */
export interface DisputedPair {
  pair: string;
  /** Whether this person judged it. */
  mine: boolean;
}

/** All that the People room says of a data set's pairs, or of all pairs that anybody judged. */
export interface PeopleReport {
  people: PersonReport[];
  /** This browser's own client. */
  client: string;
  /** Pairs of the data set; null where the report is of all pairs. */
  pairs: number | null;
  /** How many pairs so many people judged blind, from none on; where the report is of all pairs the first number is 0. */
  overlap: number[];
  agreement: Agreement;
  ordinal: { units: number; alpha: Measured };
  /** Those with most pairs in common; `twosBeyond` more have fewer. */
  twos: TwoReport[];
  twosBeyond: number;
  slices: { facet: string; values: SliceReport[] }[];
  folds: FoldReport[];
  disputed: DisputedPair[];
  adjudicated: number;
}
