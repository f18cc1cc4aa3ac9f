import type { FoldName } from '../../verdicts/folds/FoldName';

/** Whose word a label is: a person's, blind; the machine's, checked by curation; or the source's own. */
export type LabelOrigin = 'gold' | 'silver' | 'original';

/** Which labels leave: of each pair the first of these that it has. A gold tie or "both bad" is not talked over by the source. */
export const labelChoices = {
  gold: ['gold'],
  silver: ['silver'],
  'gold and silver': ['gold', 'silver'],
  original: ['original'],
  corrected: ['gold', 'silver', 'original'],
} as const satisfies Record<string, readonly LabelOrigin[]>;

export type LabelChoice = keyof typeof labelChoices;

/** Which fold of several annotators is the gold label. */
export type AnnotatorFold = FoldName;

/** All that a person can choose about an export. */
export interface ExportOptions {
  labels: LabelChoice;
  annotators: AnnotatorFold;
  /** Ties and divided annotators leave as well: in the profile where it can say them, else in a file of shares beside it. */
  softLabels: boolean;
  /** What one step of strength is worth as `margin` (in units of the reward); null: no margins. */
  margin: number | null;
  /** Where each row comes from, in a file beside the data. */
  provenance: boolean;
  /** Of the prompts with gold pairs, the part whose pairs are kept apart for tests; only the data set folder knows this. */
  testShare: number;
  /** Rows of one Parquet file of the data set folder, at most. */
  rowsPerShard: number;
  card: CardOptions;
}

/** What the card of a data set folder says that nothing else knows. */
export interface CardOptions {
  title: string;
  /** An identifier of the Hub such as `cc-by-4.0`; null: the card says that none is given. */
  license: string | null;
  /** Markdown, as it is. */
  description: string;
}

export const defaultOptions: ExportOptions = {
  labels: 'gold',
  annotators: 'newest',
  softLabels: false,
  margin: null,
  provenance: true,
  testShare: 0.1,
  rowsPerShard: 250_000,
  card: { title: 'Preference data', license: null, description: '' },
};

/**
 * The options with what is not given at its default.
 *
 * @throws RangeError naming the option that is out of its range.
 */
export function exportOptions(given: Partial<ExportOptions>): ExportOptions {
  const options = { ...defaultOptions, ...given };
  const { margin, testShare, rowsPerShard } = options;
  if (margin !== null && !(Number.isFinite(margin) && margin > 0)) throw outOfRange('margin', 'over 0', margin);
  if (!(testShare >= 0 && testShare < 1)) throw outOfRange('testShare', 'from 0 to below 1', testShare);
  if (!Number.isSafeInteger(rowsPerShard) || rowsPerShard < 1)
    throw outOfRange('rowsPerShard', 'a whole number from 1', rowsPerShard);
  return options;
}

function outOfRange(option: string, rule: string, value: number): RangeError {
  return new RangeError(`Export option ${option} must be ${rule}, not ${value}.`);
}
