/** A rule applied again and again until it changes nothing more, so that applying it once more changes nothing either. */
export function untilStable(text: string, rule: (text: string) => string): string {
  let [before, after] = [text, rule(text)];
  // Each round takes something away; a text that still changes after so many is left as it is then.
  for (let round = 0; after !== before && round < 20; round++) [before, after] = [after, rule(after)];
  return after;
}
