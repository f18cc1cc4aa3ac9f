/** The marks that models have in charts, by their place in the committee: shape and metal, never a colour with a meaning. */
const marks = [
  { shape: 'circle', filled: true, metal: 'ink' },
  { shape: 'square', filled: true, metal: 'silver' },
  { shape: 'circle', filled: false, metal: 'ink' },
  { shape: 'square', filled: false, metal: 'silver' },
  { shape: 'triangle', filled: true, metal: 'ink' },
  { shape: 'diamond', filled: true, metal: 'silver' },
  { shape: 'triangle', filled: false, metal: 'ink' },
  { shape: 'diamond', filled: false, metal: 'silver' },
] as const;

export type MarkLook = (typeof marks)[number];

/** The look of a model's mark. A committee larger than the list begins again; its names still stand beside the marks. */
export function modelMark(place: number): MarkLook {
  return marks[place % marks.length] ?? marks[0];
}
