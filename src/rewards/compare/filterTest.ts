import type { Committee, CommitteeModel } from './Committee';
import { confidenceOf } from '../calibration/confidenceOf';
import { allowedCodes } from '../../pairs/view/allowedCodes';
import { stands, type Filter, type Sign } from './Selection';

/** Whether the pair at a place holds to a filter. */
export type PlaceTest = (place: number) => boolean;

/** @throws RangeError where the filter names a model that the committee does not have. */
export function filterTest(committee: Committee, filter: Filter): PlaceTest {
  switch (filter.kind) {
    case 'margin': {
      const margin = marginAt(committee, filter.model);
      const holds = inRange(filter.from, filter.to);
      return (place) => holds(margin(place));
    }
    case 'rectangle': {
      const [a, b] = [marginAt(committee, filter.a), marginAt(committee, filter.b)];
      const [inA, inB] = [inRange(filter.fromA, filter.toA), inRange(filter.fromB, filter.toB)];
      return (place) => inA(a(place)) && inB(b(place));
    }
    case 'quadrant': {
      const [a, b] = [marginAt(committee, filter.a), marginAt(committee, filter.b)];
      return (place) => isOn(filter.signA, a(place)) && isOn(filter.signB, b(place));
    }
    case 'pairwise': {
      const [a, b] = [modelAt(committee, filter.a).margins, modelAt(committee, filter.b).margins];
      const wanted = filter.which === 'flip' ? -1 : 1;
      return (place) => Math.sign(a[place] ?? 0) * Math.sign(b[place] ?? 0) === wanted;
    }
    case 'against':
      return againstTest(committee, filter.models);
    case 'stand': {
      const [model, wanted] = [modelAt(committee, filter.model), stands.indexOf(filter.stand)];
      return (place) => model.stands[place] === wanted;
    }
    case 'slice':
      return sliceTest(committee, filter);
    case 'confidence': {
      const { margins } = modelAt(committee, filter.model);
      // The most sure bin ends at 1 and holds it.
      const holds = inRange(filter.from, filter.to >= 1 ? null : filter.to);
      return (place) => committee.isLabelled(place) && holds(confidenceOf(margins[place] ?? NaN));
    }
    case 'length': {
      const { lengths, orientations } = committee;
      const holds = inRange(filter.from, filter.to);
      return (place) => holds((lengths[place] ?? 0) * (orientations[place] ?? 1));
    }
  }
}

function modelAt(committee: Committee, at: number): CommitteeModel {
  const model = committee.models[at];
  if (model) return model;
  throw new RangeError(
    `A filter names model ${String(at + 1)} of a committee of ${String(committee.models.length)}. Choose the models again.`,
  );
}

function marginAt(committee: Committee, at: number): (place: number) => number {
  const model = modelAt(committee, at);
  return (place) => committee.margin(model, place);
}

function inRange(from: number | null, to: number | null): (value: number) => boolean {
  const [low, high] = [from ?? -Infinity, to ?? Infinity];
  return (value) => value >= low && value < high;
}

function isOn(sign: Sign, margin: number): boolean {
  return sign === '+' ? margin > 0 : margin < 0;
}

function againstTest(committee: Committee, against: readonly number[]): PlaceTest {
  for (const at of against) modelAt(committee, at);
  const wanted = committee.models.map((_, at) => stands.indexOf(against.includes(at) ? 'disagreement' : 'agreement'));
  return (place) => committee.models.every((model, at) => model.stands[place] === wanted[at]);
}

/** A facet or an option that the data set does not have holds no pair. */
function sliceTest(committee: Committee, { facet, options }: Extract<Filter, { kind: 'slice' }>): PlaceTest {
  const found = committee.facets.find(({ name }) => name === facet);
  if (!found) return () => false;
  const allowed = allowedCodes(found, options);
  return (place) => allowed[found.codes[place] ?? 0] === 1;
}
