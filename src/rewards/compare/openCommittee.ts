import type { PairIndex } from '../../pairs/PairIndex';
import { facetAtRows } from '../../pairs/view/facetAtRows';
import { viewFacets } from '../../pairs/view/ViewFacet';
import { Committee } from './Committee';
import { gatherResponses } from './gatherResponses';

/** The rewards of one model by row of the pair index; NaN where there is none. */
export interface ScoredModel {
  key: string;
  first: Float64Array;
  second: Float64Array;
}

/** So many models can be compared at once: what each of them says of a pair is one bit of a number. */
export const mostModels = 16;

/**
 * The committee over the pairs that all models have scored.
 *
 * @throws RangeError without a model, with the same one twice, or with more than `mostModels`.
 */
export function openCommittee(index: PairIndex, models: readonly ScoredModel[]): Committee {
  const keys = models.map(({ key }) => key);
  if (keys.length === 0 || keys.length > mostModels)
    throw new RangeError(
      `A committee has 1 to ${String(mostModels)} models, not ${String(keys.length)}. Choose others.`,
    );
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) throw new RangeError(`A committee has each model once, not ${twice} twice. Choose another.`);
  const rows = comparedRows(index.length, models);
  const places = new Int32Array(index.length).fill(-1);
  for (let place = 0; place < rows.length; place++) places[rows[place] ?? 0] = place;
  return new Committee({
    rows,
    places,
    models: models.map((model) => ({ key: model.key, ...marginsOf(model, rows) })),
    sourceLabels: Uint8Array.from(rows, (row) => index.labels[row] ?? 0),
    promptLengths: Uint32Array.from(rows, (row) => index.promptLengths[row] ?? 0),
    firstLengths: Uint32Array.from(rows, (row) => index.firstLengths[row] ?? 0),
    secondLengths: Uint32Array.from(rows, (row) => index.secondLengths[row] ?? 0),
    facets: viewFacets(index).map((facet) => facetAtRows(facet, rows)),
    itemRows: Uint32Array.from(rows, (row) => index.itemRows[row] ?? 0),
    firstResponses: Uint16Array.from(rows, (row) => index.firstResponses[row] ?? 0),
    secondResponses: Uint16Array.from(rows, (row) => index.secondResponses[row] ?? 0),
    items: gatherResponses(index, models, places),
  });
}

function comparedRows(length: number, models: readonly ScoredModel[]): Uint32Array {
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (models.every((model) => isScored(model, row))) rows[count++] = row;
  return rows.slice(0, count);
}

/** Whether the margin is a finite number; a pair without is not compared. */
function isScored({ first, second }: ScoredModel, row: number): boolean {
  return Number.isFinite((first[row] ?? NaN) - (second[row] ?? NaN));
}

function marginsOf(model: ScoredModel, rows: Uint32Array): { scored: number; margins: Float64Array } {
  let scored = 0;
  for (let row = 0; row < model.first.length; row++) if (isScored(model, row)) scored++;
  return { scored, margins: Float64Array.from(rows, (row) => (model.first[row] ?? NaN) - (model.second[row] ?? NaN)) };
}
