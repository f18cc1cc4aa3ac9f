import { labelCodes, type PairIndex } from '../PairIndex';
import type { FacetKind } from './PairQuery';

export interface FacetOption {
  kind: FacetKind;
  /** Empty where the kind is not `value`. */
  value: string;
  /** The codes that stand for it. */
  codes: number[];
}

/** A column that rows can be chosen by: a code a row, and what the codes say. */
export interface ViewFacet {
  name: string;
  codes: Uint8Array | Uint16Array;
  options: FacetOption[];
}

/** The facets that the studio knows of every data set. */
export const sourceFacet = 'source';
export const labelFacet = 'label';

const namesOfLabels =
  /label|strength|prefer|winner|chosen|reject|better|worse|score|rating|vote|rank|margin|overall|verdict|judg|annotat|agree/i;

/**
 * Whether a facet may tell which response of a pair is better, or how sure the source is of it: whoever sees pairs chosen by it
 * does not judge them blind any more. Columns are known by their names only; in doubt one counts as telling.
 */
export function tellsLabel(facet: string): boolean {
  return namesOfLabels.test(facet);
}

/** `PairIndex.facets`: the code of rows whose value is none of those that have a code. */
const furtherValues = 255;

/** A facet has at most so many values of its own; all others are one option, so that a list of them stays a list. */
const mostValues = 254;

/**
 * All facets of a data set: its sources where there are several, its labels, and the columns that its rows came with. Options
 * that no pair holds are left out; the values of most pairs come first, whole numbers by their size.
 */
export function viewFacets(index: PairIndex): ViewFacet[] {
  const facets = index.sourceNames.length > 1 ? [sources(index)] : [];
  facets.push(labels(index));
  const taken = new Set([sourceFacet, labelFacet]);
  for (const { name, values, codes } of index.facets) {
    if (taken.has(name)) continue;
    taken.add(name);
    const further: FacetOption = { kind: 'other', value: '', codes: [furtherValues] };
    facets.push({ name, codes, options: [...values.map((value, at) => option(value, at + 1)), further, without] });
  }
  return facets.map((facet) => ({ ...facet, options: held(facet) }));
}

/** Code 0 is that of rows without a value, in labels too. */
const without: FacetOption = { kind: 'none', value: '', codes: [labelCodes.none] };

function option(value: string, ...codes: number[]): FacetOption {
  return { kind: 'value', value, codes };
}

function sources({ sources: codes, sourceNames }: PairIndex): ViewFacet {
  return { name: sourceFacet, codes, options: sourceNames.map((value, at) => option(value, at)) };
}

function labels({ labels: codes }: PairIndex): ViewFacet {
  const { first, second, tie, both_bad } = labelCodes;
  const options = [option('chosen', first, second), option('tie', tie), option('both bad', both_bad), without];
  return { name: labelFacet, codes, options };
}

function held({ codes, options }: ViewFacet): FacetOption[] {
  const counts = new Uint32Array(65_536);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  const pairs = (of: FacetOption) => of.codes.reduce((sum, code) => sum + (counts[code] ?? 0), 0);
  const kept = options.filter((of) => pairs(of) > 0);
  const values = kept.filter(({ kind }) => kind === 'value').sort((a, b) => pairs(b) - pairs(a));
  // Numbers are looked for by their size.
  if (values.every(({ value }) => /^-?\d+$/.test(value))) values.sort((a, b) => Number(a.value) - Number(b.value));
  const others = kept.filter(({ kind }) => kind === 'other');
  const beyond = [...values.slice(mostValues), ...others].flatMap((of) => of.codes);
  const rest: FacetOption[] = beyond.length > 0 ? [{ kind: 'other', value: '', codes: beyond }] : [];
  return [...values.slice(0, mostValues), ...rest, ...kept.filter(({ kind }) => kind === 'none')];
}
