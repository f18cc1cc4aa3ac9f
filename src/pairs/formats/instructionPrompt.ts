import type { Message } from '../Message';
import { turn } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';

/** The instruction, and its input on a line of its own, as Alpaca and its heirs join them. */
export function instructionText(row: RowView): string {
  const instruction = row.text('instruction');
  const input = row.optionalText('input');
  return input === '' ? instruction : `${instruction}\n${input}`;
}

/** The prompt of an Alpaca row: its `system` text, the exchanges of its `history`, its instruction. */
export function instructionPrompt(row: RowView): Message[] {
  return [...systemTurn(row), ...historyOf(row), turn('user', instructionText(row))];
}

/** The `system` column as a turn; none where it is missing or empty. */
export function systemTurn(row: RowView): Message[] {
  const system = row.optionalText('system');
  return system === '' ? [] : [turn('system', system)];
}

function historyOf(row: RowView): Message[] {
  const history = row.has('history') ? row.structure('history') : null;
  if (history === null || history === '') return [];
  if (!Array.isArray(history)) throw new RowError('"history" is no list of exchanges');
  return history.flatMap((exchange, at) => {
    const [said, answered, ...more] = Array.isArray(exchange) ? exchange : [];
    if (typeof said !== 'string' || typeof answered !== 'string' || more.length > 0)
      throw new RowError(`exchange ${at + 1} of "history" is no list of two texts`);
    return [turn('user', said), turn('assistant', answered)];
  });
}
