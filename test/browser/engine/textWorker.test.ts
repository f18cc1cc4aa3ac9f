import { wrap } from 'comlink';
import { describe, expect, test } from 'vitest';
import textUrl from '../../../workers/text?worker&url';
import type { ScoreRequest } from '../../../src/engine/contract';
import { openTextFiles, type TextFacts, type TextSettings } from '../../../src/engine/text/openTextFiles';
import type { TextFile } from '../../../src/engine/text/textFiles';
import type { PreparedGroup } from '../../../src/engine/text/TextSource';
import { TextWorkerClient } from '../../../src/engine/text/TextWorkerClient';
import template from '../../files/tokenizers/llama3/chat_template.jinja?raw';
import tokenizer from '../../files/tokenizers/llama3/tokenizer.json?raw';
import config from '../../files/tokenizers/llama3/tokenizer_config.json?raw';
import madeUrl from './madeTextWorker?worker&url';
import nestedUrl from './nestedTextWorker?worker&url';

const settings: TextSettings = { vocabulary: 5000, rule: 'strip_bos', padId: null };

function filesWith(changed: Record<string, string> = {}): TextFile[] {
  const texts = { 'tokenizer.json': tokenizer, 'tokenizer_config.json': config, 'chat_template.jinja': template };
  return Object.entries({ ...texts, ...changed }).map(([name, text]) => ({
    name,
    bytes: new TextEncoder().encode(text),
  }));
}

const requests: ScoreRequest[] = ['Rayleigh scattering.', 'Because it is.', '😀 e\u0301'].map((content, index) => ({
  id: `r${index}`,
  messages: [
    { role: 'user', content: 'Why is the sky blue?' },
    { role: 'assistant', content },
  ],
  promptLength: 1,
}));

const startText = () => new Worker(textUrl, { type: 'module', name: 'text' });
const startMade = (behaviour: string) => () => new Worker(madeUrl, { type: 'module', name: behaviour });
const here = () => openTextFiles(filesWith(), settings).preparer.prepare(requests);

async function openedClient(startWorker: () => Worker, files = filesWith()): Promise<TextWorkerClient> {
  const client = new TextWorkerClient(startWorker);
  await client.open(files, settings);
  return client;
}

describe('the text worker', () => {
  test('prepares the same groups as this thread, and tells the same facts', async () => {
    const client = new TextWorkerClient(startText);
    const facts: TextFacts = await client.open(filesWith(), settings);
    expect(facts).toEqual({ maxTokens: 131072, frozenDate: '26 Jul 2024' });
    expect(await client.prepare(requests)).toEqual(here());
    client.close();
  });

  test('hands over the tokens without a copy for each view: prefix and suffix stand in the text’s own memory', async () => {
    const client = await openedClient(startText);
    const [group] = await client.prepare(requests);
    for (const { ids, suffix } of group?.texts ?? []) expect(suffix.buffer).toBe(ids.buffer);
    expect(group?.prefix.buffer).toBe(group?.texts[0]?.ids.buffer);
    client.close();
  });

  test('works inside another worker', async () => {
    const worker = new Worker(nestedUrl, { type: 'module' });
    const nested = wrap<{ prepare(...all: unknown[]): Promise<PreparedGroup[]> }>(worker);
    expect(await nested.prepare(filesWith(), settings, requests)).toEqual(here());
    worker.terminate();
  });

  test('keeps name and message of a file that is refused', async () => {
    const client = new TextWorkerClient(startText);
    await expect(client.open(filesWith({ 'tokenizer.json': '{' }), settings)).rejects.toMatchObject({
      name: 'CheckpointError',
      message: expect.stringMatching(/^tokenizer\.json: must be JSON/) as unknown,
    });
    client.close();
  });

  test('names the response that the template refuses, and goes on afterwards', async () => {
    const refusing = "{% if messages | length > 1 %}{{ raise_exception('too long') }}{% endif %}x";
    const client = await openedClient(startText, filesWith({ 'chat_template.jinja': refusing }));
    await expect(client.prepare(requests)).rejects.toThrow(/refuses response r0: too long/);
    const short = requests.map((request) => ({ ...request, messages: request.messages.slice(0, 1) }));
    expect(await client.prepare(short)).toHaveLength(1);
    client.close();
  });

  test('has to be opened first', async () => {
    const client = new TextWorkerClient(startText);
    await expect(client.prepare(requests)).rejects.toThrow(/call open before prepare/);
    client.close();
  });
});

describe('calls of a worker that is gone', () => {
  test('reject when it crashes, those under way and those that follow', async () => {
    const client = await openedClient(startMade('crashes'));
    const underWay = [client.prepare(requests), client.prepare(requests)];
    for (const call of underWay)
      await expect(call).rejects.toMatchObject({
        name: 'TextWorkerGoneError',
        message: expect.stringMatching(/crashed .*boom/) as unknown,
      });
    await expect(client.prepare(requests)).rejects.toMatchObject({ name: 'TextWorkerGoneError' });
  });

  test('reject when it is closed', async () => {
    const client = await openedClient(startMade('hangs'));
    const underWay = client.prepare(requests);
    client.close();
    await expect(underWay).rejects.toMatchObject({ name: 'TextWorkerGoneError' });
  });

  test('reject where its script cannot be run', async () => {
    const client = new TextWorkerClient(() => new Worker('/no-such-worker.js', { type: 'module' }));
    await expect(client.open(filesWith(), settings)).rejects.toMatchObject({ name: 'TextWorkerGoneError' });
  });
});
