/** The area of a mark that can be pressed, in pixels of the drawing. */
export interface Hit {
  x: number;
  y: number;
  width: number;
  height: number;
  /** What the mark says and does, for those who do not see it. */
  label: string;
  /** Whether it filters now. */
  pressed: boolean;
}
