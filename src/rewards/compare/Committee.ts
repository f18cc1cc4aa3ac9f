import { sortByKey } from '../../queue/sortByKey';
import { verdictStates } from '../../verdicts/verdictState';
import { agreement } from '../agreement';
import { labelCodes } from '../../pairs/PairIndex';
import type { ViewFacet } from '../../pairs/view/ViewFacet';
import type { Stand } from './Selection';
import { stands } from './Selection';
import { lengthFacet, longerName, longerSides, sidedCode, sidedFacet, verdictFacet } from './ownFacets';
import type { ItemResponses } from './ItemResponses';
import type { VerdictChange } from './CompareContract';

/** One model of a committee over the compared pairs. */
export interface CommitteeModel {
  key: string;
  /** Pairs of the data set whose two responses it has scored, compared or not. */
  scored: number;
  /** First less second in canonical order, by place. */
  margins: Float64Array;
  /** The root of the mean of their squares: it does not depend on which response stands first. Null where there are none. */
  scale: number | null;
  /** 1 / scale; 0 where all margins are zero, so that standardised ones are zero too. */
  factor: number;
  /** Places of `stands` by place. */
  stands: Uint8Array;
  /** Which response it prefers, by place: 2 the first, 0 the second, 1 neither. */
  preferred: Uint8Array;
  /** All places, the smallest margin (without its sign) first; and the margins in that order. */
  bySize: Uint32Array;
  sortedMargins: Float64Array;
}

/** What a committee is made of: columns over the compared pairs, all of one length. */
export interface CommitteeColumns {
  /** By place the row of the pair index, ascending. */
  rows: Uint32Array;
  /** By row of the pair index its place; -1: it is not compared. */
  places: Int32Array;
  models: Pick<CommitteeModel, 'key' | 'scored' | 'margins'>[];
  /** `labelCodes` of the source. */
  sourceLabels: Uint8Array;
  promptLengths: Uint32Array;
  firstLengths: Uint32Array;
  secondLengths: Uint32Array;
  /** Facets of the data set, their codes by place. */
  facets: ViewFacet[];
  /** The stored item of each pair, and which two of its responses. */
  itemRows: Uint32Array;
  firstResponses: Uint16Array;
  secondResponses: Uint16Array;
  /** Of items with more than two responses; null where there is none. */
  items: ItemResponses | null;
}

/**
 * All pairs that every model of a committee has scored, as columns. A pair is known by its place here; `rows` names its row in
 * the data set. The label is the gold one where there is one, else the source's.
 */
export class Committee {
  readonly columns: CommitteeColumns;
  readonly length: number;
  readonly models: CommitteeModel[];
  /** `labelCodes`. */
  readonly labels: Uint8Array;
  /** 1, or -1 where the label chooses the second response: what a signed quantity is multiplied by to be oriented to it. */
  readonly orientations: Int8Array;
  /** `verdictStates`. */
  readonly verdicts: Uint8Array;
  /** First less second, UTF-16 units. */
  readonly lengths: Float64Array;
  /** What pairs can be sliced by: the facets of the data set, and those that follow from lengths, verdicts and texts. */
  readonly facets: ViewFacet[];
  /** Counts what verdicts have changed: whatever was computed before one is old. */
  version = 0;
  readonly #sided: { sides: Uint8Array; codes: Uint8Array }[] = [];

  constructor(columns: CommitteeColumns) {
    this.columns = columns;
    this.length = columns.rows.length;
    this.labels = columns.sourceLabels.slice();
    this.verdicts = new Uint8Array(this.length);
    this.orientations = new Int8Array(this.length);
    this.lengths = Float64Array.from(columns.firstLengths, (first, at) => first - (columns.secondLengths[at] ?? 0));
    this.models = columns.models.map(committeeModel);
    this.facets = [...columns.facets, verdictFacet(this.verdicts), lengthFacet(columns)];
    for (let place = 0; place < this.length; place++) this.#takeLabel(place);
    this.addSided(longerName, longerSides(columns));
  }

  /** Takes all verdicts in place of those before; those of pairs that are not compared change nothing. */
  take(verdicts: readonly VerdictChange[]): void {
    const before = new Set<number>();
    for (let place = 0; place < this.length; place++)
      if (this.verdicts[place] !== verdictStates.none) before.add(place);
    for (const { row, state, label } of verdicts) {
      const place = this.columns.places[row] ?? -1;
      if (place < 0) continue;
      this.#takeVerdict(place, state, label);
      before.delete(place);
    }
    for (const place of before) this.#takeVerdict(place, verdictStates.none, labelCodes.none);
    this.version++;
  }

  /**
   * Adds a facet that says which response of a pair has more of something, in words of its label.
   *
   * @param sides by place, `sides`
   */
  addSided(name: string, ofPlaces: Uint8Array): void {
    const codes = new Uint8Array(this.length);
    this.#sided.push({ sides: ofPlaces, codes });
    for (let place = 0; place < this.length; place++) this.#takeSides(place);
    this.facets.push(sidedFacet(name, codes));
    this.version++;
  }

  /** By place 1 or -1 (`orientations`) where it is one of these and its label chooses a response, else 0. */
  labelSigns(places: Uint32Array): Int8Array {
    const signs = new Int8Array(this.length);
    for (let at = 0; at < places.length; at++) {
      const place = places[at] ?? 0;
      if (this.isLabelled(place)) signs[place] = this.orientations[place] ?? 1;
    }
    return signs;
  }

  /** Whether the label of a place chooses a response. */
  isLabelled(place: number): boolean {
    return this.labels[place] === labelCodes.first || this.labels[place] === labelCodes.second;
  }

  /** The standardised margin of a model, oriented to the label. */
  margin(model: CommitteeModel, place: number): number {
    return (model.margins[place] ?? NaN) * (this.orientations[place] ?? 1) * model.factor;
  }

  #takeVerdict(place: number, state: number, label: number): void {
    this.verdicts[place] = state;
    this.labels[place] = state === verdictStates.gold ? label : (this.columns.sourceLabels[place] ?? labelCodes.none);
    this.#takeLabel(place);
  }

  #takeLabel(place: number): void {
    const label = this.labels[place] ?? labelCodes.none;
    this.orientations[place] = label === labelCodes.second ? -1 : 1;
    for (const model of this.models) {
      const stand: Stand = agreement(model.margins[place] ?? NaN, 0, label) ?? 'none';
      model.stands[place] = stands.indexOf(stand);
    }
    this.#takeSides(place);
  }

  #takeSides(place: number): void {
    for (const { sides: ofPlaces, codes } of this.#sided)
      codes[place] = sidedCode(ofPlaces[place] ?? 0, this.labels[place] ?? labelCodes.none);
  }
}

function committeeModel(model: CommitteeColumns['models'][number]): CommitteeModel {
  const { margins } = model;
  const bySize = sortByKey(Uint32Array.from(margins.keys()), margins.map(Math.abs));
  return {
    ...model,
    ...scaleOf(margins),
    stands: new Uint8Array(margins.length),
    preferred: Uint8Array.from(margins, (margin) => Math.sign(margin) + 1),
    bySize,
    sortedMargins: Float64Array.from(bySize, (place) => margins[place] ?? NaN),
  };
}

function scaleOf(margins: Float64Array): Pick<CommitteeModel, 'scale' | 'factor'> {
  if (margins.length === 0) return { scale: null, factor: 0 };
  let largest = 0;
  for (const margin of margins) largest = Math.max(largest, Math.abs(margin));
  if (largest === 0) return { scale: 0, factor: 0 };
  // By the largest one, so that no square overflows or vanishes.
  let sum = 0;
  for (const margin of margins) sum += (margin / largest) ** 2;
  const scale = largest * Math.sqrt(sum / margins.length);
  return { scale, factor: 1 / scale };
}
