import type { Filter, SliceOption, Stand } from '../../rewards/compare/Selection';
import { count, percent, signed } from '../parts/format';

const standWords: Record<Stand, string> = {
  agreement: 'with the label',
  disagreement: 'against the label',
  tie: 'gives both the same reward',
  none: 'has no label to agree with',
};

/**
 * A filter in words, as its chip says it. `titles` are those of the committee's models. Where no pair has a label, margins are
 * first less second, and so are the words.
 */
export function filterWords(filter: Filter, titles: readonly string[], hasLabels = true): string {
  const title = (model: number) => titles[model] ?? `model ${String(model + 1)}`;
  switch (filter.kind) {
    case 'margin':
      return `${title(filter.model)}: margin ${rangeWords(filter.from, filter.to, (value) => signed(value))}`;
    case 'rectangle':
      return `Box: ${title(filter.a)} ${rangeWords(filter.fromA, filter.toA, (value) => signed(value))}, ${title(filter.b)} ${rangeWords(filter.fromB, filter.toB, (value) => signed(value))}`;
    case 'quadrant':
      return `${title(filter.a)} ${sideWords(filter.signA, hasLabels)}, ${title(filter.b)} ${sideWords(filter.signB, hasLabels)}`;
    case 'pairwise':
      return `${title(filter.a)} and ${title(filter.b)} prefer ${filter.which === 'flip' ? 'different responses' : 'the same response'}`;
    case 'against':
      return againstWords(filter.models, titles);
    case 'stand':
      return `${title(filter.model)} ${standWords[filter.stand]}`;
    case 'slice':
      return `${filter.facet}: ${filter.options.map(sliceOptionWords).join(' or ')}`;
    case 'confidence':
      return `${title(filter.model)}: p ${percent(filter.from, 0)} to ${percent(filter.to, 0)}`;
    case 'length':
      return `Length difference ${rangeWords(filter.from, filter.to, (value) => `${value < 0 ? '\u2212' : ''}${count(Math.abs(value))}`)}`;
  }
}

/** Which models stand against the label, all others with it. */
export function againstWords(models: readonly number[], titles: readonly string[]): string {
  if (models.length === 0) return 'All with the label';
  const names = models.map((model) => titles[model] ?? `model ${String(model + 1)}`).join(' and ');
  return models.length === titles.length && titles.length > 1
    ? 'All against the label'
    : `Only ${names} against the label`;
}

/** The same under a title that says what it is about. */
export function againstNames(models: readonly number[], titles: readonly string[]): string {
  if (models.length === 0) return titles.length > 1 ? 'none of them' : 'not against it';
  if (models.length === titles.length && titles.length > 1) return titles.length > 2 ? 'all of them' : 'both';
  return `${models.length === 1 && titles.length > 1 ? 'only ' : ''}${models.map((model) => titles[model] ?? '').join(', ')}`;
}

export function sliceOptionWords({ kind, value }: SliceOption): string {
  if (kind === 'none') return 'no value';
  return kind === 'other' ? 'other values' : value;
}

/** "from x to y", "below y", "x and above". */
export function rangeWords(from: number | null, to: number | null, words: (value: number) => string): string {
  if (from === null) return to === null ? 'any' : `below ${words(to)}`;
  return to === null ? `${words(from)} and above` : `${words(from)} to ${words(to)}`;
}

function sideWords(sign: '+' | '-', hasLabels: boolean): string {
  if (!hasLabels) return sign === '+' ? 'prefers the first' : 'prefers the second';
  return sign === '+' ? 'with the label' : 'against it';
}
