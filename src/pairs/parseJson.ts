import type { Json } from './Json';

/** Lists and objects inside each other, at most: what lies deeper is no preference data and breaks other programs. */
const maxDepth = 64;

/** Begins with a digit, of which a text has few: the search is over every row. */
const perhapsInexact = /\d{16}|\d[eE]\+?\d{3}/;
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/**
 * Reads JSON without changing whole numbers: one that a double cannot hold (an id beyond 2^53) comes as text.
 *
 * @throws SyntaxError where the text is not JSON or is nested more than 64 deep, with a reason for people.
 */
export function parseJson(text: string): Json {
  const value = parse(text);
  if (depthExceeds(value, maxDepth)) throw new SyntaxError(`nested more than ${maxDepth} deep`);
  return perhapsInexact.test(text) ? parse(text.replace(stringOrNumber, quoteInexact)) : value;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new SyntaxError(reasonOf(String(error)), { cause: error });
  }
}

/** The engines word this differently; what helps is where it breaks. */
function reasonOf(message: string): string {
  if (/end of JSON|end of data|unterminated|EOF/i.test(message)) return 'not valid JSON: it ends too early';
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? 'not valid JSON' : `not valid JSON at character ${Number(position) + 1}`;
}

function quoteInexact(token: string): string {
  if (token.startsWith('"')) return token;
  const number = Number(token);
  const exact = /^-?\d+$/.test(token) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return exact ? token : `"${token}"`;
}

function depthExceeds(value: Json, depth: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (depth === 0) return true;
  return Object.values(value).some((child) => depthExceeds(child, depth - 1));
}
