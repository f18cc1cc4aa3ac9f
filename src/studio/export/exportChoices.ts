import { defaultOptions, labelChoices, type AnnotatorFold, type LabelChoice } from '../../pairs/export/ExportOptions';
import { profiles, type ProfileName } from '../../pairs/export/profiles/profiles';
import { foldNames } from '../../verdicts/folds/FoldName';

/** All that a person chooses of an export and that its address says. */
export interface ExportChoices {
  /** Ids; null: all that are here. */
  dataSets: string[] | null;
  profile: ProfileName;
  labels: LabelChoice;
  annotators: AnnotatorFold;
  softLabels: boolean;
  /** Per step of strength; null: no margins. */
  margin: number | null;
  provenance: boolean;
  /** Of the prompts with gold pairs, from 0 to below 1. */
  testShare: number;
  maxLength: number | null;
  /** The model whose tokenizer counts, by its name; null: characters. */
  tokenizer: string | null;
}

/**
 * The choices that an address holds; what it does not say, or says wrongly, is at its default.
 *
 * @param open the data set that is open, which leaves where none is named; null: all leave
 */
export function choicesOf(query: URLSearchParams, open: string | null): ExportChoices {
  const from = query.get('from') ?? open ?? 'all';
  return {
    dataSets: from === 'all' ? null : from.split(',').filter((id) => id !== ''),
    profile: oneOf(Object.keys(profiles) as ProfileName[], query.get('profile'), 'trl-reward'),
    labels: oneOf(Object.keys(labelChoices) as LabelChoice[], query.get('labels'), defaultOptions.labels),
    annotators: oneOf(foldNames, query.get('annotators'), defaultOptions.annotators),
    softLabels: query.get('ties') === 'soft',
    margin: numberOf(query.get('margin'), (value) => value > 0),
    provenance: query.get('provenance') !== 'no',
    testShare: numberOf(query.get('test'), (value) => value >= 0 && value < 1) ?? defaultOptions.testShare,
    maxLength: numberOf(query.get('max'), (value) => Number.isSafeInteger(value) && value > 0),
    tokenizer: query.get('tokens'),
  };
}

/** The choices as changes of the address: what is at its default is not in it. */
export function queryOf(choices: Partial<ExportChoices>): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  const { dataSets, profile, labels, annotators, softLabels, margin, provenance, testShare, maxLength, tokenizer } =
    choices;
  if (dataSets !== undefined) changes['from'] = dataSets === null ? 'all' : dataSets.join(',');
  if (profile !== undefined) changes['profile'] = profile;
  if (labels !== undefined) changes['labels'] = unless(defaultOptions.labels, labels);
  if (annotators !== undefined) changes['annotators'] = unless(defaultOptions.annotators, annotators);
  if (softLabels !== undefined) changes['ties'] = softLabels ? 'soft' : null;
  if (margin !== undefined) changes['margin'] = text(margin);
  if (provenance !== undefined) changes['provenance'] = provenance ? null : 'no';
  if (testShare !== undefined) changes['test'] = unless(String(defaultOptions.testShare), String(testShare));
  if (maxLength !== undefined) changes['max'] = text(maxLength);
  if (tokenizer !== undefined) changes['tokens'] = tokenizer;
  return changes;
}

function oneOf<Choice extends string>(choices: readonly Choice[], given: string | null, usual: Choice): Choice {
  return choices.find((choice) => choice === given) ?? usual;
}

function numberOf(given: string | null, isAllowed: (value: number) => boolean): number | null {
  const value = given === null || given.trim() === '' ? NaN : Number(given);
  return Number.isFinite(value) && isAllowed(value) ? value : null;
}

function unless(usual: string, chosen: string): string | null {
  return chosen === usual ? null : chosen;
}

function text(value: number | null): string | null {
  return value === null ? null : String(value);
}
