/** A rectangle of values: what a scatter shows, or what is selected in it. */
export interface ValueBox {
  x: [from: number, to: number];
  y: [from: number, to: number];
}
