import { afterEach, describe, expect, test } from 'vitest';
import { openAiEmbeddingWire } from '../../../../server/curation/machines/embeddings/openAiEmbeddingWire';
import { ServedEmbeddings, type EmbeddingWire } from '../../../../server/curation/machines/embeddings/ServedEmbeddings';
import { teiWire } from '../../../../server/curation/machines/embeddings/teiWire';
import { OpenAiJudge } from '../../../../server/curation/machines/judges/OpenAiJudge';
import { usualFixtures } from '../../../../server/curation/machines/rewards/RewardFixture';
import { ServedRewards, type RewardWire } from '../../../../server/curation/machines/rewards/ServedRewards';
import { sglangWire } from '../../../../server/curation/machines/rewards/sglangWire';
import { vllmWire } from '../../../../server/curation/machines/rewards/vllmWire';
import type { Conversation } from '../../../../server/curation/machines/RewardMachine';
import type { Message } from '../../../../src/pairs/Message';
import { sigmoid } from '../../../../src/rewards/sigmoid';
import { testServer } from '../support/testServer';
import { WireServer } from '../support/WireServer';

let wire: WireServer;
const never = new AbortController().signal;
afterEach(() => wire.stop());

const render = (messages: readonly Message[]) => messages.map(({ role, content }) => `${role}: ${content}\n`).join('');
/** A made-up model: the logit of a text by its length. */
const logit = (text: string) => (text.length % 97) / 5 + 2;

type Squash = (logits: number[]) => number[];
const raw: Squash = (logits) => logits;
const softmax: Squash = (logits) => logits.map(() => 1);

const sglang = (squash: Squash) =>
  WireServer.start(({ body }) => {
    const texts = body['text'] as string[];
    return { json: squash(texts.map(logit)).map((value) => ({ embedding: [value], meta_info: { id: 'a' } })) };
  });

/** Entries come in another order than they were asked for, each with its index. */
const vllm = (squash: Squash) =>
  WireServer.start(({ body }) => {
    const texts = body['input'] as string[];
    if (body['use_activation'] !== false || body['add_special_tokens'] !== false) return { status: 400 };
    const data = squash(texts.map(logit)).map((value, index) => ({
      index,
      label: 'L',
      probs: [value],
      num_classes: 1,
    }));
    return { json: { object: 'list', model: 'm', data: data.toReversed(), usage: {} } };
  });

const conversations: Conversation[] = Array.from({ length: 50 }, (_, at) => ({
  prompt: [{ role: 'user', content: `question ${at}` }],
  response: [{ role: 'assistant', content: 'answer '.repeat(at + 1) }],
}));

describe.each<[string, (squash: Squash) => Promise<WireServer>, RewardWire]>([
  ['SGLang', sglang, sglangWire('rm')],
  ['vLLM', vllm, vllmWire('rm')],
])('rewards by %s', (_, start, rewardWire) => {
  const machine = (rewards: [number, number] | null = null) =>
    new ServedRewards(testServer(wire.base), rewardWire, { render, fixtures: usualFixtures(rewards) });
  const known = usualFixtures(null).map(({ conversation: { prompt, response } }) =>
    logit(render([...prompt, ...response])),
  ) as [number, number];

  test('are the raw logits of the rendered conversations, in order', async () => {
    wire = await start(raw);
    await machine().start(never);
    await machine(known).start(never);
    const answers = await machine().rewards(conversations, never);
    expect(answers).toEqual(
      conversations.map(({ prompt, response }) => ({ reward: logit(render([...prompt, ...response])) })),
    );
  });

  test('are refused at the start where the server applies a softmax', async () => {
    wire = await start(softmax);
    await expect(machine().start(never)).rejects.toThrow(/softmax over its one label/);
  });

  test('are refused at the start where the server applies a sigmoid', async () => {
    wire = await start((logits) => logits.map(sigmoid));
    await expect(machine().start(never)).rejects.toThrow(/applies a sigmoid/);
    await expect(machine(known).start(never)).rejects.toThrow(/applies a sigmoid/);
  });

  test('are refused at the start where they are not the stated ones', async () => {
    wire = await start((logits) => logits.map((value) => value + 0.2));
    await expect(machine(known).start(never)).rejects.toThrow(/another model, another chat template/);
  });

  test('between 0 and 1 are taken where the plan states them', async () => {
    wire = await start((logits) => logits.map((_value, at) => (at === 0 ? 0.31 : 0.9)));
    await machine([0.3, 0.85]).start(never);
  });

  test('are not taken from an answer of another count, or of no numbers', async () => {
    wire = await start((logits) => logits.slice(1));
    await expect(machine().rewards(conversations.slice(0, 3), never)).rejects.toThrow(/answered 2 of 3 texts/);
    await wire.stop();
    wire = await start((logits) => logits.map(() => Number.NaN));
    await expect(machine().rewards(conversations.slice(0, 3), never)).rejects.toThrow(/a finite number.*null arrived/);
  });
});

const vectorOf = (text: string, width: number) =>
  Array.from({ length: width }, (_, at) => ((text.length * (at + 3)) % 11) - 4);

const openAi = (width: number, form: 'base64' | 'float') =>
  WireServer.start(({ body }) => {
    const data = (body['input'] as string[]).map((text, index) => {
      const floats = Float32Array.from(vectorOf(text, width));
      const embedding = form === 'base64' ? Buffer.from(floats.buffer).toString('base64') : [...floats];
      return { object: 'embedding', index, embedding };
    });
    return { json: { object: 'list', data: data.toReversed(), model: 'e', usage: {} } };
  });

const tei = (width: number) =>
  WireServer.start(({ body }) => ({ json: (body['inputs'] as string[]).map((text) => vectorOf(text, width)) }));

describe.each<[string, (width: number) => Promise<WireServer>, EmbeddingWire]>([
  ['an OpenAI-compatible server, as base64', (width) => openAi(width, 'base64'), openAiEmbeddingWire('e', 8)],
  ['an OpenAI-compatible server, as numbers', (width) => openAi(width, 'float'), openAiEmbeddingWire('e', null)],
  ['text-embeddings-inference', tei, teiWire(8)],
])('embeddings by %s', (_, start, embeddingWire) => {
  const machine = () => new ServedEmbeddings(testServer(wire.base), embeddingWire, 8);
  const texts = Array.from({ length: 70 }, (_value, at) => 'x'.repeat(at + 1));

  test('are vectors of length 1 in the direction that the server gives, in order', async () => {
    wire = await start(8);
    await machine().start(never);
    const vectors = await machine().embed(texts, never);
    for (const [at, vector] of vectors.entries()) {
      const wanted = vectorOf(texts[at] ?? '', 8);
      const length = Math.hypot(...wanted);
      expect(vector).toEqual(Float32Array.from(wanted, (value) => Math.fround(value) / length));
    }
    expect(wire.calls).toHaveLength(4);
  });

  test('of another width are refused at the start, and later', async () => {
    wire = await start(6);
    await expect(machine().start(never)).rejects.toThrow(/vectors of 6 numbers where the plan states 8/);
    await expect(machine().embed(texts, never)).rejects.toThrow(/vectors of 6 numbers/);
  });
});

test('a judge is asked for structured output, each sample by a call of its own, and says how it ended', async () => {
  const answers = ['{"winner":"1"}', 'I think the first one', null];
  wire = await WireServer.start(({ body }) => {
    const content = answers[body['seed'] as number] ?? null;
    const finish_reason = body['seed'] === 1 ? 'length' : 'stop';
    const choices = [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason }];
    return { json: { id: 'c', choices, usage: { prompt_tokens: 12, completion_tokens: 3 } } };
  });
  const judge = new OpenAiJudge(testServer(wire.base), 'judge');
  const call = {
    messages: [{ role: 'user' as const, content: 'which?' }],
    temperature: 0.7,
    topP: 0.95,
    maxTokens: 64,
  };
  const schema = { name: 'verdict', schema: { type: 'object' } };
  const said = await Promise.all([0, 1, 2].map((seed) => judge.ask({ ...call, schema, seed }, never)));
  expect(said.map(({ text, finish }) => [text, finish])).toEqual([
    ['{"winner":"1"}', 'stop'],
    ['I think the first one', 'length'],
    ['', 'stop'],
  ]);
  expect(said[0]).toMatchObject({ promptTokens: 12, completionTokens: 3 });
  expect(wire.calls[0]?.body).toMatchObject({
    model: 'judge',
    top_p: 0.95,
    max_completion_tokens: 64,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'verdict', strict: true, schema: { type: 'object' } },
    },
  });
});

test('a judge whose answer has no choice is no judge', async () => {
  wire = await WireServer.start(() => ({ json: { choices: [] } }));
  const judge = new OpenAiJudge(testServer(wire.base), 'judge');
  const call = { messages: [], temperature: 0, topP: 1, maxTokens: 1, seed: 0, schema: { name: 'v', schema: {} } };
  await expect(judge.ask(call, never)).rejects.toThrow(/an object as "choices\[0\]", and nothing arrived/);
});
