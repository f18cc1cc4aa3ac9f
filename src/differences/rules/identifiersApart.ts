import type { Reading, Rule } from '../Reading';
import { termsApart, type Terms } from '../termsApart';

/** In prose: snake_case, camelCase, dotted names and calls. */
const inProse = /\b(?:[a-z]\w*_\w+|[a-z]+[a-z0-9]*[A-Z]\w*|[A-Za-z_]\w*(?=\(\)))/g;
const inlineCode = /`([^`\n]{1,60})`/g;
/** In code: what is called, defined or imported. Names of variables are each author's own and are left out. */
const inCode =
  /\b[A-Za-z_]\w*(?=\s?\()|(?<=\b(?:class|def|fn|func|function|import|from|struct|interface|type) +)[A-Za-z_][\w.]*/g;
const keywords = new Set([
  ...['if', 'for', 'while', 'switch', 'return', 'catch', 'function', 'def', 'and', 'or', 'not', 'in', 'with', 'elif'],
  ...['print', 'await', 'async', 'new', 'throw', 'class', 'import', 'from', 'sizeof', 'foreach', 'until', 'fn', 'func'],
]);
const identifier = /^[A-Za-z_$@.][\w$.:@-]*(?:\(\))?$/;

/** Names of code that stand on one side only: what is called, defined or imported in code, and names in the prose. */
export const identifiersApart: Rule = (a, b) => termsApart(identifiersOf(a), identifiersOf(b));

function identifiersOf({ prose, codeBlocks }: Reading): Terms {
  const found: Terms = new Map();
  const add = (written: string) => {
    const key = written.replace(/\(\)$/, '');
    if (key.length > 1 && !keywords.has(key) && !found.has(key)) found.set(key, key);
  };
  for (const { text } of codeBlocks) for (const [written] of text.matchAll(inCode)) add(written);
  for (const [, written = ''] of prose.matchAll(inlineCode)) if (identifier.test(written)) add(written);
  for (const [written] of prose.replace(/https?:\/\/\S+/g, ' ').matchAll(inProse)) add(written);
  return found;
}
