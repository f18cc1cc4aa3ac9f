import type { Message } from '../../Message';
import type { ExportRow } from '../ExportRow';
import type { Refusal } from './Profile';

/** Every message of the row: the prompt's and both responses'. */
export function messagesOf({ pair, chosen, rejected }: ExportRow): Message[] {
  return [...pair.prompt, ...chosen.messages, ...rejected.messages];
}

export function isWellFormed({ content, thinking }: Message): boolean {
  return content.isWellFormed() && (thinking ?? '').isWellFormed();
}

/** For files of UTF-8 texts without escapes. */
export function refuseHalfCharacters(row: ExportRow): Refusal | null {
  return messagesOf(row).every(isWellFormed) ? null : 'half_character';
}

/** For profiles that hold a response as one text. */
export function refuseMoreThanTexts(row: ExportRow): Refusal | null {
  const { chosen, rejected } = row;
  if ([chosen, rejected].some(({ messages }) => messages.length !== 1)) return 'several_turns';
  return messagesOf(row).some(({ thinking }) => thinking !== undefined) ? 'thinking' : null;
}
