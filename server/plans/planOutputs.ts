import { join } from 'node:path';
import { lstat, readdir } from 'node:fs/promises';
import type { Board } from '../../src/curation/board/Board';
import { isJsonObject, type JsonObject } from '../../src/hub/jsonObject';
import { StageOutput } from '../curation/pipeline/StageOutput';
import type { Manifest } from '../curation/pipeline/Manifest';
import { openPlain } from './PlanFolders';

const mostBytes = 64 << 20;
const shardName = /^shard-\d{5,9}\.parquet$/;
const stageFolder = /^[a-z0-9-]+-([0-9a-f]{16})$/;

/** The finished steps of a plan by its record, in the order of its board; shards are plain files of their step's folder. */
export async function planOutputs(folder: string, { steps }: Board): Promise<Map<string, StageOutput>> {
  const record = (await jsonIn(join(folder, 'run.json'))) ?? {};
  const root = join(folder, 'stages');
  const names = new Map<string, string>();
  for (const name of await readdir(root).catch(() => [] as string[])) {
    const key = stageFolder.exec(name)?.[1];
    if (key !== undefined) names.set(key, name);
  }
  const outputs = new Map<string, StageOutput>();
  for (const { label, counts } of steps) {
    const entry = record[label];
    const key = isJsonObject(entry) && typeof entry['key'] === 'string' ? entry['key'].slice(0, 16) : '';
    const name = names.get(key);
    if (counts === null || name === undefined) continue;
    const output = await outputIn(join(root, name));
    if (output !== null) outputs.set(label, output);
  }
  return outputs;
}

async function outputIn(path: string): Promise<StageOutput | null> {
  const [folder, manifest] = await Promise.all([lstat(path).catch(() => null), jsonIn(join(path, 'manifest.json'))]);
  const shards = manifest?.['shards'];
  if (!folder?.isDirectory() || !Array.isArray(shards)) return null;
  const named = shards.filter((shard): shard is Manifest['shards'][number] => isShard(shard));
  for (const { name } of named) if (!(await lstat(join(path, name)).catch(() => null))?.isFile()) return null;
  return new StageOutput(path, { shards: named } as Manifest);
}

function isShard(value: unknown): boolean {
  return isJsonObject(value) && typeof value['name'] === 'string' && shardName.test(value['name']);
}

async function jsonIn(path: string): Promise<JsonObject | null> {
  const file = await openPlain(path);
  if (file === null) return null;
  try {
    if ((await file.stat()).size > mostBytes) return null;
    const value: unknown = JSON.parse(await file.readFile('utf8'));
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
