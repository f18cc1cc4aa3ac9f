import { sortByKey } from '../../queue/sortByKey';
import type { Committee } from './Committee';
import type { TableRow, TableSort } from './CompareContract';

/**
 * Places in the order of a table; equal ones stay in the order of the file, in both directions.
 *
 * @throws RangeError where the sort names a model that is not there.
 */
export function sortPlaces(committee: Committee, places: Uint32Array, sort: TableSort): Uint32Array {
  if (sort.by === 'file') return sort.descending ? places.toReversed() : places;
  const key = keyOf(committee, sort);
  const keys = new Float64Array(committee.length);
  for (const place of places) keys[place] = sort.descending ? -key(place) : key(place);
  return sortByKey(places, keys);
}

function keyOf(committee: Committee, { by, model: at }: TableSort): (place: number) => number {
  const { models, lengths, orientations } = committee;
  if (by === 'length') return (place) => (lengths[place] ?? 0) * (orientations[place] ?? 1);
  if (by === 'spread') return (place) => spreadAt(committee, place);
  const model = models[at];
  if (!model)
    throw new RangeError(
      `The table is sorted by model ${String(at + 1)} of ${String(models.length)}. Choose another order.`,
    );
  if (by === 'size') return (place) => Math.abs(committee.margin(model, place));
  return (place) => committee.margin(model, place);
}

function spreadAt(committee: Committee, place: number): number {
  let [least, most] = [Infinity, -Infinity];
  for (const model of committee.models) {
    const margin = committee.margin(model, place);
    least = Math.min(least, margin);
    most = Math.max(most, margin);
  }
  return most - least;
}

export function tableRow(committee: Committee, place: number): TableRow {
  const orientation = committee.orientations[place] ?? 1;
  return {
    row: committee.columns.rows[place] ?? 0,
    label: committee.labels[place] ?? 0,
    state: committee.verdicts[place] ?? 0,
    margins: committee.models.map((model) => committee.margin(model, place)),
    rawMargins: committee.models.map(({ margins }) => (margins[place] ?? 0) * orientation),
    lengthDifference: (committee.lengths[place] ?? 0) * orientation,
  };
}
