import type { Message } from '../../Message';
import type { ExportOptions } from '../ExportOptions';
import type { ExportRow } from '../ExportRow';

/**
 * Messages with the same keys in every row. Readers take a file's columns from its first rows: where one message of the set has
 * a reasoning block, the others say that they have none.
 */
export function evenMessages(messages: Message[], withThinking: boolean): object[] {
  return messages.map(({ role, content, thinking }) => {
    return withThinking ? { role, content, thinking: thinking ?? null } : { role, content };
  });
}

/** The margin of a row as columns: `margin` or nothing. Rows without a strength do not leave where margins are asked for. */
export function marginOf({ label }: ExportRow, { margin }: Pick<ExportOptions, 'margin'>): { margin?: number } {
  return margin === null ? {} : { margin: Math.abs(label?.strength ?? 0) * margin };
}
