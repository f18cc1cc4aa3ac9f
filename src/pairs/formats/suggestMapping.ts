import type { ColumnMapping } from '../ColumnMapping';
import type { Columns } from '../containers/RowReader';
import type { Json } from '../Json';

const promptNames = [
  'prompt',
  'instruction',
  'question',
  'query',
  'context',
  'history',
  'messages',
  'conversation',
  'conversations',
  'input',
  'post',
];
const betterNames = [
  'chosen',
  'chosen_response',
  'response_chosen',
  'better',
  'preferred',
  'win',
  'winner_response',
  'positive',
];
const worseNames = [
  'rejected',
  'rejected_response',
  'response_rejected',
  'worse',
  'dispreferred',
  'lose',
  'loser',
  'negative',
];
const stems = [
  'response',
  'answer',
  'completion',
  'output',
  'output_text',
  'conversation',
  'human_ref',
  'candidate',
  'text',
];
const sides = [
  ['a', 'b'],
  ['1', '2'],
  ['0', '1'],
];
const labelNames = [
  'winner',
  'label',
  'labels',
  'preference',
  'overall_preference',
  'better_response_id',
  'choice',
  'better',
];
const sourceNames = ['source', 'subset', 'category', 'domain', 'dataset'];

/** A first guess at what the columns mean, by their names; null where no two columns look like responses. */
export function suggestMapping(rows: Columns[]): ColumnMapping | null {
  const names = plainNames(rows);
  const find = (wanted: string[]) => wanted.map((name) => named(names, name)).find((name) => name !== null) ?? null;
  const [prompt, source] = [find(promptNames), find(sourceNames)];
  const [chosen, rejected] = [find(betterNames), find(worseNames)];
  if (chosen !== null && rejected !== null) return { kind: 'ranked', prompt, chosen, rejected, source };
  const sided = sidedColumns(names);
  if (sided === null) return null;
  const [first, second] = sided;
  return {
    kind: 'compared',
    prompt,
    first,
    second,
    label: suggestLabel(rows, find(labelNames), first, second),
    source,
  };
}

/** Columns by their names in any case, without the usual signs between words. Of two that are alike the first counts. */
function plainNames(rows: Columns[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const name of rows.flatMap((row) => Object.keys(row))) if (!names.has(plain(name))) names.set(plain(name), name);
  return names;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ .]/g, '');
}

function named(names: ReadonlyMap<string, string>, wanted: string): string | null {
  return names.get(plain(wanted)) ?? null;
}

function sidedColumns(names: ReadonlyMap<string, string>): [string, string] | null {
  for (const stem of stems) {
    for (const [one = '', other = ''] of sides) {
      const [first, second] = [named(names, stem + one), named(names, stem + other)];
      if (first !== null && second !== null) return [first, second];
    }
  }
  return null;
}

/** Values that the first rows hold, in the order first, second, tie: by what they say, else left for the person. */
function suggestLabel(rows: Columns[], column: string | null, first: string, second: string) {
  if (column === null) return null;
  const values = [...new Set(rows.map((row) => textOf(row[column])).filter((value) => value !== ''))];
  const tie = values.find((value) => /tie|equal|same|draw/i.test(value)) ?? '';
  const sided = values.filter((value) => value !== tie);
  const ends = (side: string) =>
    sided.find((value) => value === side || value.toLowerCase().endsWith(side.slice(-1).toLowerCase()));
  const [one, other] = [ends(first), ends(second)];
  if (one === undefined || other === undefined || one === other) return null;
  return { column, first: one, second: other, tie };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : value === undefined || value === null ? '' : JSON.stringify(value);
}
