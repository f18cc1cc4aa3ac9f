/**
 * Whether a path matches a pattern of a data set's card: `*` and `?` inside of one folder, `**` for any number of folders.
 * Patterns come from outside: the time is bounded by the product of both lengths, whatever they are.
 */
export function matchesPattern(path: string, pattern: string): boolean {
  return matches(path.split('/'), pattern.replace(/^\.?\//, '').split('/'), {
    isAny: (part) => part === '**',
    isSame: (part, name) => matchesName(name, part),
  });
}

function matchesName(name: string, pattern: string): boolean {
  // "**" inside of a name means what "*" means there.
  return matches([...name], [...pattern], {
    isAny: (part) => part === '*',
    isSame: (part, character) => part === '?' || part === character,
  });
}

/** Two fingers: after a mismatch the last "any" takes one more. */
function matches(
  texts: string[],
  pattern: string[],
  { isAny, isSame }: { isAny: (part: string) => boolean; isSame: (part: string, text: string) => boolean },
): boolean {
  let [at, text] = [0, 0];
  let last: { at: number; text: number } | null = null;
  while (text < texts.length) {
    const part = pattern[at];
    if (part !== undefined && isAny(part)) last = { at: at++, text };
    else if (part !== undefined && isSame(part, texts[text] ?? '')) [at, text] = [at + 1, text + 1];
    else if (last !== null) {
      last.text++;
      [at, text] = [last.at + 1, last.text];
    } else return false;
  }
  return pattern.slice(at).every(isAny);
}
