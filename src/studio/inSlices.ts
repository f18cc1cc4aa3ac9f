const inSlice = 2000;

/** Hands over what comes in slices, between which the browser answers the person: for work that grows with what is stored. */
export async function inSlices<Value>(values: Iterable<Value>, take: (slice: Value[]) => void): Promise<void> {
  let slice: Value[] = [];
  for (const value of values) {
    slice.push(value);
    if (slice.length < inSlice) continue;
    take(slice);
    slice = [];
    await new Promise((resolve) => setTimeout(resolve));
  }
  take(slice);
}
