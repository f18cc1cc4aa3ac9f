import type { Protocol } from './Protocol';
import { ProtocolError } from './ProtocolError';
import { readHead } from './readHead';
import { readRules } from './readRules';

/** More than anybody reads beside a pair; what is longer is another file. */
const longest = 200_000;

/**
 * A protocol from its text: a head of YAML between two lines `---`, then Markdown, in which a heading of the second level
 * says whose rules follow: `## Every pair` or a category (`## Math`, `## math`). Nothing in it is ever run.
 *
 * @throws ProtocolError, and nothing else, with the line, the rule that is broken, what stood there and what to do.
 */
export function parseProtocol(text: string): Protocol {
  if (text.length > longest)
    throw new ProtocolError(1, `The protocol has ${text.length} characters. ${longest} is the limit; shorten it.`);
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const end = lines.indexOf('---', 1);
  if (lines[0]?.trimEnd() !== '---' || end < 0)
    throw new ProtocolError(1, 'The protocol has no head. Begin it with a line ---, YAML, and another line ---.');
  const head = readHead(lines.slice(1, end).join('\n'));
  return { ...head, rules: readRules(lines.slice(end + 1), end + 2) };
}
