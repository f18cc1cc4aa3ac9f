import { taskCategories } from '../attributeValues';
import { HeadReader, type Field } from './HeadReader';
import { requirements, type Protocol, type Requirement } from './Protocol';
import { ProtocolError } from './ProtocolError';

type Head = Omit<Protocol, 'rules'>;

const longestHead = 20_000;
const names = ['protocol', 'version', 'title', 'allowed', 'forbidden', 'requirements'];

/**
 * The head of a protocol from its YAML; its first line is the second of the whole text.
 *
 * @throws ProtocolError
 */
export function readHead(yaml: string): Head {
  if (yaml.length > longestHead)
    throw new ProtocolError(
      2,
      `The head has ${yaml.length} characters. ${longestHead} is the limit; move text below it.`,
    );
  const reader = new HeadReader(yaml);
  const fields = reader.fields(reader.root, 'The head', names);
  const texts = (name: string) => reader.texts(fields.get(name), name).map(({ text }) => text);
  return {
    id: reader.matching(fields.get('protocol'), 'protocol', /^[a-z0-9][a-z0-9-]{0,63}$/, idWords),
    version: reader.matching(fields.get('version'), 'version', /^\d{1,6}(?:\.\d{1,6}){0,3}$/, 'a number like 1 or 1.2'),
    title: reader.text(fields.get('title'), 'title'),
    allowed: texts('allowed'),
    forbidden: texts('forbidden'),
    requirements: readRequirements(reader, fields.get('requirements')),
  };
}

const idWords = 'a name of lower-case letters, digits and hyphens';

function readRequirements(reader: HeadReader, field: Field | undefined): Head['requirements'] {
  const fields = field
    ? reader.fields(field, '"requirements"', ['every', ...taskCategories])
    : new Map<string, Field>();
  const read = (name: string) =>
    reader.texts(fields.get(name), name).map(({ text, offset }) => requirementOf(reader, text, offset));
  const categories: Head['requirements']['categories'] = {};
  for (const category of taskCategories) if (fields.has(category)) categories[category] = read(category);
  return { every: read('every'), categories };
}

function requirementOf(reader: HeadReader, text: string, offset: number): Requirement {
  const found = requirements.find((requirement) => requirement === text);
  if (found) return found;
  const shown = JSON.stringify(text.slice(0, 60));
  throw reader.error(offset, `${shown} is no requirement. The requirements are ${requirements.join(', ')}.`);
}
