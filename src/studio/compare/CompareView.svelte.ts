import { writeSelection, readSelection, type ReadSelection } from '../../rewards/compare/selectionText';
import type { ViewsRequest } from '../../rewards/compare/CompareViews';
import { tellsLabel } from '../../pairs/view/ViewFacet';
import { withFilter, withoutView, type Filter, type Selection } from '../../rewards/compare/Selection';
import type { Router } from '../Router.svelte';
import type { Comparing } from './Comparing.svelte';
import { compareAddress, readCompareAddress, type CompareAddress } from './compareAddress';

/** What the room shows, as the address has it; a filter that a hand still draws counts before it stands there. */
export class CompareView {
  readonly #router: Router;
  readonly #comparing: Comparing;
  /** The filter that is being drawn; null: that of the scatter is being taken away; undefined: none is drawn. */
  #draft = $state.raw<Filter | null | undefined>(undefined);

  constructor(router: Router, comparing: Comparing) {
    this.#router = router;
    this.#comparing = comparing;
  }

  readonly address = $derived.by((): CompareAddress => readCompareAddress(this.#router.query));

  /** The models on the axes: places that the committee has. */
  readonly axes = $derived.by((): [number, number] => {
    const { length } = this.#comparing.models;
    const a = this.address.a < length ? this.address.a : 0;
    const b = this.address.b < length && this.address.b !== a ? this.address.b : a === 0 ? 1 : 0;
    return [a, b < length ? b : a];
  });

  readonly read = $derived.by((): ReadSelection => readSelection(this.address.filters, this.#comparing.models.length));

  readonly selection = $derived.by((): Selection => {
    const { selection } = this.read;
    if (this.#draft === undefined) return selection;
    return this.#draft === null ? withoutView(selection, 'scatter') : withFilter(selection, this.#draft);
  });

  readonly request = $derived.by((): ViewsRequest => {
    const slices = this.#comparing.facts?.slices ?? [];
    // A facet of the data set's own says more than one that follows from the labels.
    const usual = slices.find(({ facet, options }) => options.length > 1 && !tellsLabel(facet)) ?? slices[0];
    const slice = slices.find(({ facet }) => facet === this.address.slice) ?? usual;
    const [a, b] = this.axes;
    return { a, b, slice: slice?.facet ?? '', binning: this.address.binning };
  });

  /** Whether a hand is drawing a filter now. */
  get isDrawing(): boolean {
    return this.#draft !== undefined;
  }

  draw(filter: Filter | null): void {
    this.#draft = filter;
  }

  filter(filter: Filter): void {
    this.#select(withFilter(this.read.selection, filter));
  }

  remove(view: string): void {
    this.#select(withoutView(this.read.selection, view));
  }

  clear(): void {
    this.#select([]);
  }

  /** Another committee: filters name models by their places, so they are gone. */
  committee(models: string[], [a, b]: readonly [number, number]): void {
    this.step({ models, a, b, filters: '', from: 0, sort: { by: 'file', model: 0, descending: false } });
  }

  /** Other models on the axes; a box or corner of the ones before would not be seen any more. */
  setAxes(a: number, b: number): void {
    this.step({ a, b, filters: writeSelection(withoutView(this.read.selection, 'scatter')), from: 0 });
  }

  /** Changes the view as one step of the history: the browser's back takes it back. */
  step(changes: Partial<CompareAddress>): void {
    const query = this.#router.query;
    for (const [name, value] of Object.entries(compareAddress(changes))) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    this.#router.go('compare', Object.fromEntries(query));
  }

  #select(selection: Selection): void {
    this.#draft = undefined;
    const filters = writeSelection(selection);
    if (filters !== this.address.filters) this.step({ filters, from: 0 });
  }
}
