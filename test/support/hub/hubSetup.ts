import type { TestProject } from 'vitest/node';
import { tinyFiles } from '../../engine/support/tinyCheckpoint';
import { card, jsonLines, parquetOf } from '../../pairs/sources/hubFiles';
import { StandInHub } from './StandInHub';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a stand-in hub; its repositories and faults are set by `POST /control`. */
    hub: string;
  }
}

/** One stand-in hub for all tests in the browser, which cannot start servers. */
export default async function startHub(project: TestProject): Promise<() => Promise<void>> {
  const hub = await StandInHub.start();
  hub.add('maker/tiny', tinyFiles());
  hub.add('maker/gated', tinyFiles(), { token: 'hf_right', isGated: true });
  const shards = new Map([
    ['README.md', card],
    ['data/train-00000-of-00002.parquet', parquetOf(40, 'first')],
    ['data/train-00001-of-00002.parquet', parquetOf(30, 'second')],
    ['data/test-00000-of-00001.parquet', parquetOf(5, 'test')],
  ]);
  hub.add('datasets/maker/pairs', shards, { licence: 'mit' });
  const gated = new Map([['train.jsonl', jsonLines(3)]]);
  hub.add('datasets/maker/gated-pairs', gated, { token: 'hf_right', isGated: true });
  project.provide('hub', hub.base);
  return () => hub.close();
}
