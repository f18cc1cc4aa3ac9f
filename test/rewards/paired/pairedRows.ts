import { labelCodes } from '../../../src/pairs/PairIndex';
import type { PairedRow } from '../../../src/rewards/paired/comparePaired';

/** How a model stands to the label, in the order of the fixture's counts. */
export const stands = ['right', 'tie', 'wrong'] as const;
export type Stand = (typeof stands)[number];

const margins: Record<Stand, number> = { right: 1.5, tie: 0, wrong: -0.25 };

/** A pair on which the two models stand so; the label chooses the first response or the second. */
export function pairedRow(older: Stand, newer: Stand, isFirst = true): PairedRow {
  const rewards = (stand: Stand): readonly [number, number] => (isFirst ? [margins[stand], 0] : [0, margins[stand]]);
  return { label: isFirst ? labelCodes.first : labelCodes.second, older: rewards(older), newer: rewards(newer) };
}

/** Pairs by counts, [older][newer]; labels by turns. */
export function pairedRows(counts: readonly (readonly number[])[]): PairedRow[] {
  return counts.flatMap((line, older) =>
    line.flatMap((count, newer) =>
      Array.from({ length: count }, (_, at) => pairedRow(stands[older] ?? 'tie', stands[newer] ?? 'tie', at % 2 === 0)),
    ),
  );
}
