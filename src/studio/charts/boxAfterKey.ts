import { keepWithin } from './keepWithin';
import type { ValueBox } from './ValueBox';

/** A key moves the box or its far edges by this share of what is shown. */
const stepShare = 0.05;

const directions: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * The selected box after a key: arrows move it, with Shift they move its right and upper edge. Without a box the first arrow
 * makes one in the middle of what is shown. Null: the key is none of these.
 */
export function boxAfterKey(box: ValueBox | null, view: ValueBox, key: string, shift: boolean): ValueBox | null {
  const direction = directions[key];
  if (!direction) return null;
  if (!box) return { x: middle(view.x), y: middle(view.y) };
  const by = [(view.x[1] - view.x[0]) * stepShare * direction[0], (view.y[1] - view.y[0]) * stepShare * direction[1]];
  const change = shift ? stretched : shifted;
  return { x: change(box.x, by[0] ?? 0, view.x), y: change(box.y, by[1] ?? 0, view.y) };
}

function middle([from, to]: readonly [number, number]): [number, number] {
  const quarter = (to - from) / 4;
  return [from + 1.5 * quarter, to - 1.5 * quarter];
}

function shifted([from, to]: [number, number], by: number, within: [number, number]): [number, number] {
  return keepWithin([from + by, to + by], within);
}

function stretched([from, to]: [number, number], by: number, [low, high]: [number, number]): [number, number] {
  const least = (high - low) * stepShare;
  return [from, Math.min(high, Math.max(from + least, to + by))];
}
