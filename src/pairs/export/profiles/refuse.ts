import type { Message } from '../../Message';
import type { ExportRow } from '../ExportRow';
import type { Refusal } from './Profile';

/** Every message of the row: the prompt's and both responses'. */
export function messagesOf({ pair, chosen, rejected }: ExportRow): Message[] {
  return [...pair.prompt, ...chosen.messages, ...rejected.messages];
}

/** Whether a text has a form in UTF-8: no lone surrogate. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** For files that hold no half characters, and for readers that refuse a whole file for one (`datasets` does). */
export function refuseHalfCharacters(row: ExportRow): Refusal | null {
  return messagesOf(row).every(({ content, thinking }) => isWellFormed(content) && isWellFormed(thinking ?? ''))
    ? null
    : 'half_character';
}

/** For trainers' profiles that hold a response as one text. */
export function refuseMoreThanTexts(row: ExportRow): Refusal | null {
  const { chosen, rejected } = row;
  if ([chosen, rejected].some(({ messages }) => messages.length !== 1)) return 'several_turns';
  if (messagesOf(row).some(({ thinking }) => thinking !== undefined)) return 'thinking';
  return refuseHalfCharacters(row);
}
