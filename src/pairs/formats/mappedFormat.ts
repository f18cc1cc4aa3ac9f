import type { ColumnMapping } from '../ColumnMapping';
import type { Json } from '../Json';
import type { Message } from '../Message';
import { comparedDraft, rankedDraft, type Outcome } from './drafts';
import type { Draft, Format } from './Format';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { splitConversations, type Split } from './splitConversations';
import { isTranscript, readTranscript } from './transcript';

/** The format that a person's mapping of columns describes. */
export function mappedFormat(mapping: ColumnMapping): Format {
  return {
    name: 'mapping',
    title: 'Columns as mapped',
    matches: () => true,
    read: (row) => (mapping.kind === 'ranked' ? ranked(row, mapping) : compared(row, mapping)),
  };
}

function ranked(row: RowView, { prompt, chosen, rejected }: Extract<ColumnMapping, { kind: 'ranked' }>): Draft {
  const split = divide(row, prompt, chosen, rejected);
  return rankedDraft(split.prompt, ...split.responses, [chosen, rejected]);
}

function compared(row: RowView, mapping: Extract<ColumnMapping, { kind: 'compared' }>): Draft {
  const { prompt, responses } = divide(row, mapping.prompt, mapping.first, mapping.second);
  const label = mapping.label === null ? null : row.value(mapping.label.column);
  return comparedDraft(
    prompt,
    [
      [responses[0], { column: mapping.first }],
      [responses[1], { column: mapping.second }],
    ],
    outcomeOf(label, mapping.label),
    label,
  );
}

type LabelMapping = Extract<ColumnMapping, { kind: 'compared' }>['label'];

function outcomeOf(value: Json, label: LabelMapping): Outcome {
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  if (label === null || value === null || text === '') return null;
  if (text === label.first) return 'first';
  if (text === label.second) return 'second';
  if (text === label.tie) return 'tie';
  const known = [label.first, label.second, label.tie].filter((known) => known !== '').join(', ');
  throw new RowError(`"${label.column}" is ${JSON.stringify(value)}, none of the values of the mapping (${known})`);
}

/** Prompt and responses, or two whole conversations that hold their prompt. Plain texts are never divided. */
function divide(row: RowView, prompt: string | null, one: string, other: string): Split {
  if (prompt === null) return splitConversations(conversation(row, one), conversation(row, other));
  const responses: [Message[], Message[]] = [row.response(one), row.response(other)];
  const whole = responses.some((messages) => messages[0]?.role !== 'assistant');
  if (!whole) return { prompt: row.prompt(prompt), responses };
  row.keep(prompt);
  return splitConversations(...responses);
}

function conversation(row: RowView, column: string): Message[] {
  const value = row.value(column);
  if (isTranscript(value)) return readTranscript(value);
  if (typeof value !== 'string') return row.conversation(column);
  throw new RowError(
    `"${column}" is one text: where its prompt ends and the response begins cannot be known; choose the column of the prompt`,
  );
}
