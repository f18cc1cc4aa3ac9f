import { fork, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withFileErrors } from '../../server/fileProblems';
import { NodeFolder } from '../../server/NodeFolder';
import { folderClaims } from '../engine/files/folderClaims';

let root = '';
let folders = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-folder-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const newPath = () => join(root, `f${(folders += 1)}`);

folderClaims('Node', () => NodeFolder.open(newPath()));

async function lockedBy(holder: object, ageMs = 0): Promise<NodeFolder> {
  const path = newPath();
  await mkdir(path);
  await writeFile(join(path, 'task.lock'), JSON.stringify(holder));
  const time = new Date(Date.now() - ageMs);
  await utimes(join(path, 'task.lock'), time, time);
  return NodeFolder.open(path);
}

function within<T>(task: Promise<T>, ms = 400): Promise<T | 'waits'> {
  return Promise.race([task, new Promise<'waits'>((resolve) => setTimeout(() => resolve('waits'), ms))]);
}

describe('a lock file', () => {
  test('of a process that is gone is taken over', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const folder = await lockedBy({ pid, host: hostname() });
    expect(await within(folder.exclusive('task', async () => 'done'))).toBe('done');
  });

  test('of a former process with our own id is taken over', async () => {
    const folder = await lockedBy({ pid: process.pid, host: hostname() });
    expect(await within(folder.exclusive('task', async () => 'done'))).toBe('done');
  });

  test('of another machine is waited for while it shows life, and taken over after a minute of silence', async () => {
    const holder = { pid: process.pid, host: 'elsewhere' };
    const lively = await lockedBy(holder);
    expect(await within(lively.exclusive('task', async () => 'done'))).toBe('waits');
    const silent = await lockedBy(holder, 61_000);
    expect(await within(silent.exclusive('task', async () => 'done'))).toBe('done');
  });

  test('that was cut while it was written is taken over after a minute', async () => {
    const path = newPath();
    await mkdir(path);
    await writeFile(join(path, 'task.lock'), '{"pid":');
    const old = new Date(Date.now() - 61_000);
    await utimes(join(path, 'task.lock'), old, old);
    expect(await within((await NodeFolder.open(path)).exclusive('task', async () => 'done'))).toBe('done');
  });

  test('of a living process is waited for until it is released or its holder is killed', async () => {
    const path = newPath();
    const folder = await NodeFolder.open(path);
    const script = join(root, 'holder.mjs');
    await writeFile(script, 'process.send("up"); setInterval(() => undefined, 1000);');
    const child = fork(script);
    await new Promise((resolve) => child.once('message', resolve));
    await writeFile(join(path, 'task.lock'), JSON.stringify({ pid: child.pid, host: hostname() }));
    const task = folder.exclusive('task', async () => readFile(join(path, 'task.lock'), 'utf8'));
    expect(await within(task)).toBe('waits');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(JSON.parse(await task)).toMatchObject({ pid: process.pid });
  });
});

test.each([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EACCES', 'unavailable'],
  ['EROFS', 'unavailable'],
  ['EBUSY', 'busy'],
  ['EIO', 'failed'],
])('the refusal %s of the machine is the problem "%s"', async (code, problem) => {
  const refused = () => Promise.reject(Object.assign(new Error(code), { code }));
  await expect(withFileErrors('write x', refused)).rejects.toMatchObject({ name: 'FileError', problem });
});

test('a place that is no folder is refused', async () => {
  const path = newPath();
  await writeFile(path, '');
  await chmod(path, 0o600);
  await expect(NodeFolder.open(path)).rejects.toMatchObject({ name: 'FileError' });
});
