import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BuiltCommand, ended } from './support/builtCommand';

const llmBar = fileURLToPath(new URL('../../../public/samples/llmbar-gptout.json', import.meta.url));

let assay: BuiltCommand;
let folder: string;

beforeAll(async () => {
  assay = await BuiltCommand.build('ended');
}, 120_000);
afterAll(() => assay.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-ended-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);

/** Enough rows that a command is ended in its middle. */
async function writeMany(): Promise<string> {
  const rows = Array.from({ length: 30_000 }, (_, n) => {
    return `${JSON.stringify({ prompt: `why ${n}`, chosen: `so ${n}`, rejected: `no ${n}` })}\n`;
  });
  await writeFile(inFolder('many.jsonl'), rows.join(''));
  return inFolder('many.jsonl');
}

const isUnfinished = (name: string) => name.includes('.unfinished-');

describe('a command on data, built', { timeout: 120_000 }, () => {
  test('inspects and converts as the sources do', async () => {
    const inspected = await assay.run(['inspect', llmBar]);
    expect(inspected).toMatchObject({ code: 0, error: '' });
    expect(inspected.out).toContain('(llmbar)');
    const converted = await assay.run(['convert-data', llmBar, '--to', 'trl-reward', '--out', inFolder('out')]);
    expect(converted.code).toBe(0);
    expect(await readdir(inFolder('out'))).toEqual(['llmbar-gptout.trl-reward.jsonl']);
  });

  test('standard input is read like a file, and nothing of it stays behind', async () => {
    const input = await readFile(llmBar, 'utf8');
    const args = ['convert-data', '-', '--to', 'trl-reward', '--out', inFolder('o.jsonl'), '--json'];
    const { code, out } = await assay.run(args, input, { TMPDIR: folder });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ import: { file: 'standard input', items: 47 } });
    expect(await readdir(folder)).toEqual(['o.jsonl']);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with 130 and leaves nothing behind', async (signal) => {
    const many = await writeMany();
    const child = assay.start(['convert-data', many, '--to', 'jsonl', '--out', inFolder('out'), '--json']);
    while (!(await readdir(folder)).some(isUnfinished)) await wait(10);
    await wait(50);
    child.kill(signal);
    const { code, out, error } = await ended(child);
    expect(code).toBe(130);
    expect(error).toContain('Interrupted; nothing was written.');
    expect(JSON.parse(out)).toMatchObject({ state: 'failed', exitCode: 130 });
    expect(await readdir(folder)).toEqual(['many.jsonl']);
  });

  test('an import that is ended leaves no data set and none of its files', async () => {
    const many = await writeMany();
    const child = assay.start(['import', many, '--data', inFolder('data')]);
    while ((await readdir(inFolder('data/data-sets')).catch(() => [])).length < 2) await wait(10); // the lock and a folder
    child.kill('SIGINT');
    const { code, error } = await ended(child);
    expect(code).toBe(130);
    expect(error).toContain('Interrupted; nothing was written.');
    expect(await readdir(inFolder('data/data-sets'))).toEqual([]);
  });

  test('killed at once it leaves no output, only what is named as unfinished', async () => {
    const many = await writeMany();
    const child = assay.start(['convert-data', many, '--to', 'jsonl', '--out', inFolder('out')]);
    while (!(await readdir(folder)).some(isUnfinished)) await wait(10);
    child.kill('SIGKILL');
    expect((await ended(child)).code).toBe('SIGKILL');
    const left = (await readdir(folder)).filter((name) => name !== 'many.jsonl');
    expect(left.filter((name) => !isUnfinished(name))).toEqual([]);
  });
});
