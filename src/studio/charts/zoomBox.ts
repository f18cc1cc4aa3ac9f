import { keepWithin } from './keepWithin';
import type { ValueBox } from './ValueBox';

/** At most so many times nearer than the whole. */
const nearest = 200;

/** What is shown after a zoom: sizes times `factor`, a point stays where it is, and nothing beyond the whole is shown. */
export function zoomBox(view: ValueBox, whole: ValueBox, factor: number, about: { x: number; y: number }): ValueBox {
  return { x: zoomed(view.x, whole.x, factor, about.x), y: zoomed(view.y, whole.y, factor, about.y) };
}

function zoomed(
  [from, to]: [number, number],
  whole: [number, number],
  factor: number,
  about: number,
): [number, number] {
  const most = whole[1] - whole[0];
  const size = Math.min(Math.max((to - from) * factor, most / nearest), most);
  const start = about - ((about - from) / (to - from)) * size;
  return keepWithin([start, start + size], whole);
}
