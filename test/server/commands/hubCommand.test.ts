import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { StandInHub } from '../../support/hub/StandInHub';
import { BuiltCommand } from './support/builtCommand';

const files = fileURLToPath(new URL('../../files', import.meta.url));
const pairs = join(files, 'e2e/pandalm-18.jsonl');

let assay: BuiltCommand;
let hub: StandInHub;
let folder: string;

async function checkpointFiles(name: string, without: string[] = []): Promise<Map<string, Uint8Array>> {
  const path = join(files, 'decoders', name);
  const names = (await readdir(path)).filter((file) => ![...without, 'expected.json'].includes(file));
  return new Map(await Promise.all(names.map(async (file) => [file, await readFile(join(path, file))] as const)));
}

beforeAll(async () => {
  [assay, hub] = await Promise.all([BuiltCommand.build('hub'), StandInHub.start()]);
  hub.add('maker/gated', await checkpointFiles('qwen3-4to1-tied'), { token: 'hf_right', isGated: true });
  hub.add('maker/bare', await checkpointFiles('qwen2-1to1-odd', ['chat_template.jinja']));
}, 120_000);
afterAll(async () => {
  await Promise.all([assay.remove(), hub.close()]);
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-hub-'));
});
afterEach(async () => {
  hub.forget();
  await rm(folder, { recursive: true, force: true });
});

function score(model: string, args: string[] = [], environment: Record<string, string> = {}) {
  const out = join(folder, 'scores.jsonl');
  const places = ['--out', out, '--data', join(folder, 'data'), '--hub', hub.base, '--restart', '--json'];
  return assay.run(['score', pairs, '--model', model, ...places, ...args], '', { HF_TOKEN: '', ...environment });
}

describe('a model of a hub', { timeout: 120_000 }, () => {
  test('is taken with the token of the environment, kept, and not asked for again', async () => {
    const refused = await score('maker/gated');
    expect(refused.code).toBe(1);
    expect(refused.error).toMatch(/maker\/gated/);
    const mine = ['--token-env', 'MY_TOKEN'];
    expect((await score('maker/gated', mine, { MY_TOKEN: 'hf_right' })).code).toBe(0);
    expect(hub.sent('model.safetensors')).toBeGreaterThan(100_000);
    hub.forget();
    const again = await score('maker/gated');
    expect(JSON.parse(again.out)).toMatchObject({ state: 'done', model: { name: 'maker/gated' } });
    expect(hub.requests).toEqual([]);
    const kept = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      kept.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
    );
    expect(texts.some((text) => text.includes('hf_right'))).toBe(false);
  });

  test('whose download was cut goes on with the next try', async () => {
    hub.spoil('model.safetensors', { status: 500 });
    const failed = await score('maker/gated', [], { HF_TOKEN: 'hf_right' });
    expect(failed.code).toBe(1);
    hub.forget();
    expect((await score('maker/gated', [], { HF_TOKEN: 'hf_right' })).code).toBe(0);
    expect(hub.sent('tokenizer.json')).toBe(0);
  });

  test('of no such name is a sentence', async () => {
    const { code, error } = await score('maker/nothing');
    expect(code).toBe(1);
    expect(error).toMatch(/maker\/nothing/);
    expect(error).not.toMatch(/\n\s+at /);
  });

  test('without a chat template asks for one, and scores with a family or a file', async () => {
    const bare = await score('maker/bare');
    expect(bare.code).toBe(1);
    expect(bare.error).toMatch(/chat_template.jinja/);
    expect(bare.error).toMatch(/--template/);
    const chatml = await score('maker/bare', ['--template', 'chatml']);
    expect(chatml.code).toBe(0);
    const file = join(files, 'decoders/qwen3-4to1-tied/chat_template.jinja');
    expect((await score('maker/bare', ['--template', file])).code).toBe(0);
  });
});
