import type { ScoreRequest } from '../../../src/engine/contract';
import type { PreparedGroup, TextSource } from '../../../src/engine/text/TextSource';

/** Which id a character of the text is. */
export type IdOf = (code: number) => number;

/** Ids are the characters' codes unless others are given. Groups by prompt, equal texts once, split at the common beginning. */
export class FakeTexts implements TextSource {
  /** Calls that have begun, and those that have ended. */
  begun = 0;
  ended = 0;
  /** The call that fails, counted from 1. */
  failing = 0;
  /** The call that never ends, counted from 1. */
  hanging = 0;

  constructor(private readonly idOf: IdOf = (code) => code) {}

  async prepare(requests: ScoreRequest[]): Promise<PreparedGroup[]> {
    this.begun += 1;
    const call = this.begun;
    await new Promise((resolve) => setTimeout(resolve));
    if (call === this.failing) throw new Error('The text worker is gone.');
    if (call === this.hanging) await new Promise(() => undefined);
    this.ended += 1;
    return groupsOf(requests, this.idOf);
  }

  close(): void {
    return;
  }
}

export function idsOf({ messages }: ScoreRequest, idOf: IdOf = (code) => code): Int32Array {
  const text = messages.map(({ role, content }) => `${role[0] ?? ''}${content}.`).join('');
  return Int32Array.from(text, (character) => idOf(character.codePointAt(0) ?? 0));
}

function groupsOf(requests: readonly ScoreRequest[], idOf: IdOf): PreparedGroup[] {
  const prompts = new Map<string, Map<string, number[]>>();
  requests.forEach((request, index) => {
    const prompt = JSON.stringify(request.messages.slice(0, request.promptLength));
    const texts = prompts.get(prompt) ?? new Map<string, number[]>();
    prompts.set(prompt, texts);
    const text = JSON.stringify(request.messages);
    texts.set(text, [...(texts.get(text) ?? []), index]);
  });
  return Array.from(prompts.values(), (texts) => groupOf([...texts.values()], requests, idOf));
}

function groupOf(texts: number[][], requests: readonly ScoreRequest[], idOf: IdOf): PreparedGroup {
  const all = texts.map(([index = 0]) => idsOf(requests[index] ?? { id: '', messages: [], promptLength: 0 }, idOf));
  const [first = new Int32Array()] = all;
  const most = Math.min(...all.map((ids) => ids.length)) - 1;
  let shared = 0;
  while (shared < most && all.every((ids) => ids[shared] === first[shared])) shared += 1;
  return {
    prefix: first.slice(0, shared),
    texts: all.map((ids, place) => ({ ids, suffix: ids.slice(shared), requests: texts[place] ?? [], trimmed: 0 })),
  };
}
