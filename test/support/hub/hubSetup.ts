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
  const rows = [0, 1].map((n) => bestOfKRow(`q${String(n)}`));
  hub.add(
    'datasets/maker/PPE-MATH-Best-of-K',
    new Map([['data/train.jsonl', new TextEncoder().encode(rows.join('\n'))]]),
    {
      licence: 'mit',
    },
  );
  project.provide('hub', hub.base);
  return () => hub.close();
}

/** A row of PPE Correctness: 32 responses, the first of them right. */
function bestOfKRow(question_id: string): string {
  const responses = Object.fromEntries(
    Array.from({ length: 32 }, (_, at) => [`response_${String(at + 1)}`, `${question_id} ${String(at)}`]),
  );
  const scores = Array.from({ length: 32 }, (_, at) => at === 0);
  return JSON.stringify({ question_id, prompt: question_id, ...responses, scores, sampled_conflict_pairs: [[0, 1]] });
}
