import { calibrationOf } from '../calibration/calibrationOf';
import type { Committee, CommitteeModel } from './Committee';
import type { Binning, CompareViews, Reliability, ViewsRequest } from './CompareViews';
import { FilterMarks } from './FilterMarks';
import type { Selection } from './Selection';
import type { TextFeatures } from './TextFeatures';
import { bestOfCurve, itemCurves, type ItemCurve } from './views/bestOfCurve';
import { biasOf } from './views/biasOf';
import { flipSets } from './views/flipSets';
import { labelledMargins } from './views/labelledMargins';
import { lengthBins, lengthBinWidth } from './views/lengthBins';
import { marginHistogram } from './views/marginHistogram';
import { pairwiseAgreement } from './views/pairwiseAgreement';
import { scatterView } from './views/scatterView';
import { sliceTable } from './views/sliceTable';
import { standCounts } from './views/standCounts';

/** The numbers of every chart over one committee. A chart whose pairs have not changed since the last call is not computed again. */
export class ViewsOfCommittee {
  /** What was read of the texts, once it was. */
  texts: TextFeatures | null = null;
  readonly #committee: Committee;
  readonly #marks: FilterMarks;
  readonly #lengthWidth: number;
  /** By chart what it was computed from, and what came of it. */
  readonly #kept = new Map<string, { places: Uint32Array; params: string; made: unknown }>();
  #signs: { places: Uint32Array; signs: Int8Array } | null = null;
  #curves: { version: number; curves: ItemCurve[] } | null = null;

  constructor(committee: Committee) {
    this.#committee = committee;
    this.#marks = new FilterMarks(committee);
    this.#lengthWidth = lengthBinWidth(committee);
  }

  /** The places that a selection shows, ascending. */
  places(selection: Selection): Uint32Array {
    this.#marks.take(selection);
    return this.#marks.passing(null);
  }

  /** @throws RangeError where request or selection name a model that is not there. */
  views(selection: Selection, { a, b, slice, binning }: ViewsRequest): CompareViews {
    const committee = this.#committee;
    const all = this.places(selection);
    const [modelA, modelB] = [this.#model(a), this.#model(b)];
    const each = <Made>(chart: string, make: (model: CommitteeModel, places: Uint32Array) => Made, params = '') =>
      committee.models.map((model, at) =>
        this.#keep(`${chart}:${String(at)}`, params, (places) => make(model, places)),
      );
    return {
      selected: all.length,
      margins: each('margin', (model, places) => marginHistogram(committee, model, places)),
      stands: each('stand', standCounts),
      scatter: this.#keep('scatter', `${String(a)} ${String(b)}`, (places) =>
        scatterView(committee, modelA, modelB, places),
      ),
      pairwise: this.#keep('pairwise', '', (places) => this.#pairwise(places)),
      flipSets: this.#keep('against', '', (places) => flipSets(committee, places)),
      slices: this.#keep(`slice:${slice}`, '', (places) => this.#slices(slice, places)),
      reliability: committee.models.map((model, at) =>
        at === a || at === b ? this.#reliability(model, at, binning) : null,
      ),
      bias: each('bias', (model, places) => biasOf(committee, model, this.texts, places), String(this.texts !== null)),
      lengths: this.#keep('length', '', (places) => lengthBins(committee, this.#lengthWidth, places)),
      bestOf: this.#keep('bestOf', '', (places) => bestOfCurve(committee, this.#itemCurves(), places)),
    };
  }

  /** A chart over the pairs that pass all filters but its own, kept until these pairs or its parameters are others. */
  #keep<Made>(chart: string, params: string, make: (places: Uint32Array) => Made): Made {
    const places = this.#marks.passing(chart);
    const kept = this.#kept.get(chart);
    if (kept && kept.places === places && kept.params === params) return kept.made as Made;
    const made = make(places);
    this.#kept.set(chart, { places, params, made });
    return made;
  }

  #reliability(model: CommitteeModel, at: number, binning: Binning): Reliability {
    return this.#keep(`confidence:${String(at)}`, binning, (places) =>
      calibrationOf(labelledMargins(model, this.#labelSigns(places)), binning),
    );
  }

  #pairwise(places: Uint32Array) {
    const { models } = this.#committee;
    const signs = this.#labelSigns(places);
    return models.flatMap((one, a) =>
      models.slice(a + 1).map((other, after) => pairwiseAgreement([one, other], [a, a + 1 + after], { places, signs })),
    );
  }

  /** Several charts in a row ask for those of the same places. */
  #labelSigns(places: Uint32Array): Int8Array {
    if (this.#signs?.places !== places) this.#signs = { places, signs: this.#committee.labelSigns(places) };
    return this.#signs.signs;
  }

  /** A facet that the data set does not have has no slices. */
  #slices(name: string, places: Uint32Array) {
    const facet = this.#committee.facets.find((known) => known.name === name);
    return facet ? sliceTable(this.#committee, facet, places) : { facet: name, slices: [] };
  }

  #itemCurves(): ItemCurve[] {
    const { version } = this.#committee;
    if (this.#curves?.version !== version) this.#curves = { version, curves: itemCurves(this.#committee) };
    return this.#curves.curves;
  }

  #model(at: number): CommitteeModel {
    const model = this.#committee.models[at];
    if (model) return model;
    throw new RangeError(
      `The scatter names model ${String(at + 1)} of ${String(this.#committee.models.length)}. Choose another.`,
    );
  }
}
