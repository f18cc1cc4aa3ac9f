import type { Message } from '../../pairs/Message';

/** A text that nobody vouches for, between lines that only this prompt's nonce can write. */
export function delimited(nonce: string, name: string, text: string): string {
  return `<<<${nonce} ${name}>>>\n${text}\n<<<${nonce} end of ${name}>>>`;
}

/** Turns as text, each under its role. */
export function turnsText(messages: readonly Message[]): string {
  return messages.map(({ role, content }) => `${role}: ${content}`).join('\n');
}
