import type { Committee, CommitteeModel } from '../Committee';
import type { ScatterView } from '../CompareViews';
import type { Sign } from '../Selection';
import { marginCorrelation } from './marginCorrelation';

const signs: readonly Sign[] = ['+', '-'];

/** Two models' margins at some places. */
export function scatterView(
  committee: Committee,
  a: CommitteeModel,
  b: CommitteeModel,
  places: Uint32Array,
): ScatterView {
  const mask = new Uint32Array(Math.ceil(committee.length / 32));
  // By both signs, from -1 to 1, row by row.
  const counts = new Uint32Array(9);
  for (const place of places) {
    mask[place >>> 5] = (mask[place >>> 5] ?? 0) | (1 << (place & 31));
    const orientation = committee.orientations[place] ?? 1;
    const [onA, onB] = [Math.sign(a.margins[place] ?? 0), Math.sign(b.margins[place] ?? 0)];
    const at = cellOf(onA * orientation, onB * orientation);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const ofSign = (sign: Sign) => (sign === '+' ? 1 : -1);
  return {
    mask,
    pairs: places.length,
    correlation: marginCorrelation(a, b, places).r,
    quadrants: signs.flatMap((signB) =>
      signs.map((signA) => ({ signA, signB, pairs: counts[cellOf(ofSign(signA), ofSign(signB))] ?? 0 })),
    ),
  };
}

function cellOf(onA: number, onB: number): number {
  return (onA + 1) * 3 + onB + 1;
}
