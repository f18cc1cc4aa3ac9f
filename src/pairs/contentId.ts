import type { Message } from './Message';
import { HashedBeginning } from './sha256Hex';

/**
 * Gives the content ids of one prompt's responses, items and pairs: sha256 (hex) of canonical JSON (`canonicalJson.ts`), of which
 * the prompt is written and hashed once.
 */
export class ContentIds {
  readonly #beginning: HashedBeginning;

  constructor(prompt: Message[]) {
    this.#beginning = new HashedBeginning(`{"prompt":${messagesJson(prompt)},"response`);
  }

  /** Of a response: `{prompt, response}`, both as messages. */
  response(messages: Message[]): string {
    return this.#beginning.with(`":${messagesJson(messages)}}`);
  }

  /** Of an item: the prompt and the set of its response ids, so that their order does not matter. */
  item(responseIds: string[]): string {
    const ids = responseIds.toSorted().map((id) => `"${id}"`);
    return this.#beginning.with(`s":[${ids.join(',')}]}`);
  }
}

/** Content id of a response: sha256 (hex) of the canonical JSON of `{prompt, response}`, both as messages. */
export function responseId(prompt: Message[], response: Message[]): string {
  return new ContentIds(prompt).response(response);
}

/** Content id of an item: of its prompt and the set of its response ids, so that their order does not matter. */
export function itemId(prompt: Message[], responseIds: string[]): string {
  return new ContentIds(prompt).item(responseIds);
}

/** Content id of a pair: that of an item with these two responses, the same when they are swapped. */
export function pairId(prompt: Message[], one: string, other: string): string {
  return itemId(prompt, [one, other]);
}

/** The canonical JSON of messages: what each says, its keys in order, without whatever else the object may carry. */
function messagesJson(messages: Message[]): string {
  return `[${messages.map(messageJson).join(',')}]`;
}

function messageJson({ role, content, thinking }: Message): string {
  const said = `{"content":${JSON.stringify(content)},"role":"${role}"`;
  return thinking === undefined ? `${said}}` : `${said},"thinking":${JSON.stringify(thinking)}}`;
}
