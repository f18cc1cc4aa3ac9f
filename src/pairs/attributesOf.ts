import { categoryWords } from '../verdicts/attributeWords';
import { controversialities, objectivities, taskCategories, type TaskCategory } from '../verdicts/attributeValues';
import type { Attributes } from '../verdicts/VerdictEvent';
import type { Item } from './Item';
import type { Json } from './Json';

/** Columns that may hold an attribute, the surest name first. */
const names = {
  category: ['task_category', 'category', 'task_type', 'task', 'domain'],
  objectivity: ['objectivity', 'is_objective', 'objective'],
  controversiality: ['controversiality', 'controversy'],
  desired: ['desired_attributes', 'preference_attributes', 'desired'],
  guideline: ['annotation_guideline', 'annotation_guidelines', 'guideline', 'guidelines'],
} as const;

/** Columns in which all attributes may stand together. */
const together = ['attributes', 'task_attributes'];

/** Other names of a category, as the usual data sets have them; lower case, letters only. */
const otherNames: Readonly<Record<string, TaskCategory>> = {
  code: 'coding_debugging',
  coding: 'coding_debugging',
  codingdebugging: 'coding_debugging',
  programming: 'coding_debugging',
  mathematics: 'math',
  maths: 'math',
  writing: 'creative_writing',
  roleplay: 'role_playing',
  brainstorm: 'brainstorming',
  factualqa: 'information_seeking',
  advice: 'advice_seeking',
  others: 'other',
};

const longestText = 4000;

/**
 * The preference attributes that the columns of a row propose, by whatever machine wrote them; null where they have none. Only
 * the columns named here are looked at: nothing that says which response is better comes with them.
 */
export function attributesOf({ meta }: Pick<Item, 'meta'>): Attributes | null {
  const columns = columnsOf(meta['columns'] ?? null);
  const value = (name: keyof typeof names) => firstOf(columns, names[name]);
  const attributes: Attributes = {
    category: categoryOf(value('category')),
    objectivity: objectivityOf(value('objectivity')),
    controversiality: controversialities.find((known) => known === wordOf(value('controversiality'))) ?? null,
    desired: textOf(value('desired')),
    guideline: textOf(value('guideline')),
  };
  return Object.values(attributes).some((said) => said !== null && said !== '') ? attributes : null;
}

/** The columns by their names in lower case, with those of a column that holds all attributes together. */
function columnsOf(columns: Json): Map<string, Json> {
  const found = new Map(entriesOf(columns));
  for (const name of together) for (const [inner, value] of entriesOf(found.get(name) ?? null)) found.set(inner, value);
  return found;
}

function entriesOf(value: Json): [string, Json][] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inner]);
}

function firstOf(columns: ReadonlyMap<string, Json>, candidates: readonly string[]): Json {
  const name = candidates.find((candidate) => (columns.get(candidate) ?? null) !== null);
  return name === undefined ? null : (columns.get(name) ?? null);
}

function categoryOf(value: Json): TaskCategory | null {
  const word = wordOf(value).replace(/[^a-z]/g, '');
  if (Object.hasOwn(otherNames, word)) return otherNames[word] ?? null;
  const isMeant = (code: TaskCategory) =>
    [code, categoryWords[code]].some((name) => name.toLowerCase().replace(/[^a-z]/g, '') === word);
  return taskCategories.find(isMeant) ?? null;
}

function objectivityOf(value: Json): Attributes['objectivity'] {
  if (typeof value === 'boolean') return value ? 'objective' : 'subjective';
  return objectivities.find((known) => known === wordOf(value)) ?? null;
}

function wordOf(value: Json): string {
  const single = Array.isArray(value) && value.length === 1 ? (value[0] ?? null) : value;
  return typeof single === 'string' ? single.trim().toLowerCase() : '';
}

/** A text, or a list of texts as one line each. What is too long to read beside a pair is no guideline of it. */
function textOf(value: Json): string {
  const texts = (Array.isArray(value) ? value : [value]).filter((part) => typeof part === 'string');
  const text = texts.map((part) => part.trim()).join('\n');
  return text.length > longestText ? '' : text;
}
