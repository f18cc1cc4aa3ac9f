import type { ColumnMapping } from '../../../src/pairs/ColumnMapping';
import { CommandError, exitCodes } from '../CommandError';

const keys = ['prompt', 'chosen', 'rejected', 'first', 'second', 'label', 'source'];

const usage =
  'Write "prompt=COLUMN,chosen=COLUMN,rejected=COLUMN", or for responses without an order ' +
  '"prompt=COLUMN,first=COLUMN,second=COLUMN,label=COLUMN:VALUE OF FIRST:VALUE OF SECOND:VALUE OF TIE"; ' +
  '",source=COLUMN" may follow, and prompt may be left out where the responses are whole conversations.';

/**
 * The mapping of columns that an option names.
 * @throws CommandError that says how a mapping is written
 */
export function parseMapping(text: string, option = '--format'): ColumnMapping {
  const columns = new Map(text.split(',').map((part) => parsePart(part, option)));
  const [prompt, source] = [columns.get('prompt') ?? null, columns.get('source') ?? null];
  const [chosen, rejected, first, second] = ['chosen', 'rejected', 'first', 'second'].map((key) => columns.get(key));
  if (chosen && rejected && !first && !second && !columns.has('label'))
    return { kind: 'ranked', prompt, chosen, rejected, source };
  if (first && second && !chosen && !rejected)
    return { kind: 'compared', prompt, first, second, label: parseLabel(columns.get('label'), option), source };
  throw new CommandError(
    `${option} "${text}" names neither chosen and rejected nor first and second. ${usage}`,
    exitCodes.usage,
  );
}

/** A mapping as `--format` and `--mapping` take it. */
export function mappingText(mapping: ColumnMapping): string {
  const { prompt, source } = mapping;
  const parts = prompt === null ? [] : [`prompt=${prompt}`];
  if (mapping.kind === 'ranked') parts.push(`chosen=${mapping.chosen}`, `rejected=${mapping.rejected}`);
  else {
    parts.push(`first=${mapping.first}`, `second=${mapping.second}`);
    const { label } = mapping;
    if (label) parts.push(`label=${[label.column, label.first, label.second, label.tie].join(':')}`);
  }
  if (source !== null) parts.push(`source=${source}`);
  return parts.join(',');
}

function parsePart(part: string, option: string): [string, string] {
  const at = part.indexOf('=');
  const [key, column] = [part.slice(0, Math.max(0, at)).trim(), part.slice(at + 1).trim()];
  if (keys.includes(key) && column !== '') return [key, column];
  throw new CommandError(`${option}: "${part}" is no column of a mapping. ${usage}`, exitCodes.usage);
}

function parseLabel(text: string | undefined, option: string) {
  if (text === undefined) return null;
  const [column = '', first = '', second = '', tie = '', ...rest] = text.split(':');
  if (column !== '' && first !== '' && second !== '' && rest.length === 0) return { column, first, second, tie };
  throw new CommandError(`${option}: the label "${text}" does not say its values. ${usage}`, exitCodes.usage);
}
