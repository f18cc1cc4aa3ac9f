import { expect, test } from 'vitest';
import type { ScoreRequest } from '../../../src/engine/contract';
import { openTexts } from '../../../src/engine/text/openTexts';
import { tinySource } from '../support/tinyCheckpoint';

const request = (id: string, content: string): ScoreRequest => ({
  id,
  messages: [{ role: 'user', content }],
  promptLength: 0,
});

test('equal texts become one, with all who ask for it', async () => {
  const { preparer } = await openTexts(tinySource(), 12);
  const texts = preparer.prepare([request('a', 'good'), request('b', 'bad'), request('c', 'good')], [0, 1, 2]);
  expect(texts.map(({ requests }) => requests)).toEqual([[0, 2], [1]]);
  expect([...(texts[0]?.ids ?? [])]).toEqual([2, 4, 6, 7, 3]);
});

test('a conversation that the template refuses is named, with the words of the template', async () => {
  const template = "{% if messages | length < 2 %}{{ raise_exception('too few turns') }}{% endif %}";
  const source = tinySource((files) => files.set('chat_template.jinja', new TextEncoder().encode(template)));
  const { preparer } = await openTexts(source, 12);
  expect(() => preparer.prepare([request('lonely', 'good')], [0])).toThrow(/refuses response lonely: .*too few turns/);
});
