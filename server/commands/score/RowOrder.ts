/** Puts values that come nearly in order into order, in memory for those that came early. Each place comes once. */
export class RowOrder<Value> {
  private readonly early = new Map<number, Value>();
  private next = 0;

  /** How many have come. */
  get count(): number {
    return this.next + this.early.size;
  }

  has(place: number): boolean {
    return place < this.next || this.early.has(place);
  }

  /** Takes a value at its place and returns those that are now in order, from the first that was not returned before. */
  add(place: number, value: Value): Value[] {
    this.early.set(place, value);
    const ordered: Value[] = [];
    while (this.early.has(this.next)) {
      ordered.push(this.early.get(this.next) as Value);
      this.early.delete(this.next++);
    }
    return ordered;
  }
}
