import { taskCategories, type TaskCategory } from '../attributeValues';
import { categoryWords } from '../attributeWords';
import type { Protocol } from './Protocol';
import { ProtocolError } from './ProtocolError';

type Section = TaskCategory | 'every';

/**
 * The rules in the body of a protocol, by the headings above them. What stands above the first heading is for every pair.
 *
 * @param firstLine the number of the body's first line in the whole text.
 * @throws ProtocolError where a heading names no category, or one twice.
 */
export function readRules(lines: readonly string[], firstLine: number): Protocol['rules'] {
  const sections = new Map<Section, string[]>([['every', []]]);
  const begun = new Set<Section>();
  let section: Section = 'every';
  let fenced = false;
  lines.forEach((line, at) => {
    if (/^ {0,3}(?:```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^##[ \t]+(.*)$/.exec(line);
    if (!heading) return void sections.get(section)?.push(line);
    section = sectionOf(heading[1] ?? '', firstLine + at);
    if (begun.has(section))
      throw new ProtocolError(firstLine + at, `"${line}" stands twice. Keep one and move its rules.`);
    begun.add(section);
    if (section !== 'every') sections.set(section, []);
  });
  return rulesOf(sections);
}

function rulesOf(sections: ReadonlyMap<Section, string[]>): Protocol['rules'] {
  const categories: Protocol['rules']['categories'] = {};
  for (const [section, lines] of sections) {
    const text = lines.join('\n').trim();
    if (section !== 'every' && text !== '') categories[section] = text;
  }
  return { every: (sections.get('every') ?? []).join('\n').trim(), categories };
}

function sectionOf(heading: string, line: number): Section {
  const name = heading.replace(/[ \t]+#*[ \t]*$/, '').toLowerCase();
  if (name === 'every pair') return 'every';
  const category = taskCategories.find((code) => code === name || categoryWords[code].toLowerCase() === name);
  if (category) return category;
  const known = taskCategories.map((code) => categoryWords[code]).join(', ');
  const shown = heading.length > 60 ? `${heading.slice(0, 60)}…` : heading;
  throw new ProtocolError(line, `"## ${shown}" is neither "Every pair" nor a category. The categories are ${known}.`);
}
