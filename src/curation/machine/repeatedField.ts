const stringOrBracket = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/**
 * A field of the outermost object that stands in it twice; null where none does. `JSON.parse` takes the later one without a word: an
 * answer that says "1" and then "2" would be a vote.
 *
 * @param json valid JSON, an object.
 */
export function repeatedField(json: string): string | null {
  const seen = new Set<string>();
  let depth = 0;
  for (const match of json.matchAll(stringOrBracket)) {
    const [token] = match;
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (depth === 1 && /^\s*:/.test(json.slice(match.index + token.length, match.index + token.length + 20))) {
      const name = JSON.parse(token) as string;
      if (seen.has(name)) return name;
      seen.add(name);
    }
  }
  return null;
}
