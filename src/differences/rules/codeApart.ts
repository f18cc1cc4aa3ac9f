import type { Reading, Rule } from '../Reading';

/** Code between fences: how many blocks, how many lines, in which languages. */
export const codeApart: Rule = (a, b) => {
  const [first, second] = [codeOf(a), codeOf(b)];
  return first === second ? null : { a: first, b: second };
};

function codeOf({ codeBlocks }: Reading): string {
  if (codeBlocks.length === 0) return 'none';
  const lines = codeBlocks.reduce((sum, { text }) => sum + text.split('\n').length, 0);
  const languages = [...new Set(codeBlocks.map(({ language }) => language.toLowerCase()).filter(Boolean))];
  const blocks = codeBlocks.length === 1 ? '1 block' : `${String(codeBlocks.length)} blocks`;
  const named = languages.length > 0 ? ` of ${languages.slice(0, 3).join(', ')}` : '';
  return `${blocks}${named}, ${String(lines)} ${lines === 1 ? 'line' : 'lines'}`;
}
