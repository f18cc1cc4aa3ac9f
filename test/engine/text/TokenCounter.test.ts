import { describe, expect, it } from 'vitest';
import type { ScoreRequest } from '../../../src/engine/contract';
import { TokenCounter } from '../../../src/engine/text/openTokenCounter';
import { RefusedConversationError } from '../../../src/engine/text/RefusedConversationError';
import type { PreparedGroup, TextSource } from '../../../src/engine/text/TextSource';

type Messages = ScoreRequest['messages'];

const say = (content: string): Messages => [{ role: 'user', content }];

/** A token a letter; equal texts stand together, as the real one has them, and "no" is refused. */
class Letters implements TextSource {
  readonly calls: number[] = [];

  async prepare(requests: ScoreRequest[]): Promise<PreparedGroup[]> {
    this.calls.push(requests.length);
    const refused = requests.find(({ messages }) => messages[0]?.content === 'no');
    if (refused) throw new RefusedConversationError(refused.id, new Error('not this one'));
    const texts = new Map<string, number[]>();
    for (const [at, { messages }] of requests.entries()) {
      const text = messages.map(({ content }) => content).join('');
      texts.set(text, [...(texts.get(text) ?? []), at]);
    }
    return [...texts].map(([text, asked]) => {
      const ids = new Int32Array(text.length - 1);
      return { prefix: new Int32Array(), texts: [{ ids, suffix: ids, requests: asked, trimmed: 1 }] };
    });
  }

  close(): void {
    this.calls.push(0);
  }
}

describe('TokenCounter', () => {
  it('asks for the conversations of one turn together, and counts what a model would not read as well', async () => {
    const letters = new Letters();
    const counter = new TokenCounter(letters);
    const counts = await Promise.all(['one', 'three', 'one'].map((text) => counter.count(say(text))));
    expect(counts).toEqual([3, 5, 3]);
    expect(await counter.count(say('again'))).toBe(5);
    expect(letters.calls).toEqual([3, 1]);
  });

  it('a conversation that the template refuses takes no other with it', async () => {
    const counter = new TokenCounter(new Letters());
    const counts = await Promise.allSettled(['yes', 'no', 'maybe'].map((text) => counter.count(say(text))));
    expect(counts).toMatchObject([
      { value: 3 },
      { reason: { name: 'RefusedConversationError', message: expect.stringContaining('not this one') } },
      { value: 5 },
    ]);
  });
});
