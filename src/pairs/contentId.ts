import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonicalJson';
import type { Message } from './Message';

/** Content id of a response: sha256 (hex) of the canonical JSON of `{prompt, response}`, both as messages. */
export function responseId(prompt: Message[], response: Message[]): string {
  return digest({ prompt: prompt.map(content), response: response.map(content) });
}

/** Content id of an item: of its prompt and the set of its response ids, so that their order does not matter. */
export function itemId(prompt: Message[], responseIds: string[]): string {
  return digest({ prompt: prompt.map(content), responses: responseIds.toSorted() });
}

/** Content id of a pair: that of an item with these two responses, the same when they are swapped. */
export function pairId(prompt: Message[], one: string, other: string): string {
  return itemId(prompt, [one, other]);
}

/** What a message says, without whatever else an object may carry. */
function content({ role, content, thinking }: Message): Message {
  return thinking === undefined ? { role, content } : { role, content, thinking };
}

function digest(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}
