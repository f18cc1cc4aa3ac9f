import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import type { CurationSetup } from '../../server/curation/CurationSetup';
import { Pipeline, type PipelineView } from '../../server/curation/pipeline/Pipeline';
import { stepsOf } from '../../server/curation/stepsOf';
import { sha256OfText } from '../../server/ledger/sha256OfText';
import { seededNumbers } from '../../test/support/seededNumbers';
import type { BenchFields } from '../support/Bench';
import { pipelineSetup } from './pipelineSetup';

const poolRows = 500;
/** Steps that meet every row of the wild pool. */
const measured = ['read', 'clean', 'score-best', 'filter', 'rule', 'recycle', 'export'];

/**
 * The pipeline's own steps over a wild pool, from JSON Lines to the data set: Parquet shards, DuckDB's joins, provenance of every row.
 * Machines answer at once, so that what is left is the pipeline itself. Texts have about 700 characters a pair. One run: nothing here is compared with anything.
 */
export async function measurePipeline(folder: string, rows: number): Promise<BenchFields> {
  const setup = pipelineSetup(folder, [
    await writeRows(folder, 'pool', poolRows),
    await writeRows(folder, 'wild', rows),
  ]);
  const clock = new StepClock();
  const outcome = await new Pipeline(join(folder, 'plan'), stepsOf(setup)).run({
    view: clock,
    signal: new AbortController().signal,
    redo: false,
  });
  if (outcome.state !== 'done') throw new Error(outcome.reason.message);
  const rates = measured.map((label) => [`${label.replace('-', '_')}_rows_per_s`, rows / clock.secondsOf(label)]);
  const exported = outcome.outputs.get('export')?.manifest.counts ?? {};
  return {
    rows,
    ...Object.fromEntries(rates),
    exported: Object.values(exported).reduce((sum, one) => sum + one, 0),
    bytes_per_row: bytesOf([...outcome.outputs.values()].flatMap(({ manifest }) => manifest.shards)) / rows,
  };
}

function bytesOf(files: readonly { bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Seconds from the start of a step to its manifest. */
class StepClock implements PipelineView {
  readonly #startedMs = new Map<string, number>();
  readonly #seconds = new Map<string, number>();

  started(label: string): void {
    this.#startedMs.set(label, performance.now());
  }

  progress(): void {
    // Only the whole step counts.
  }

  finished(label: string): void {
    this.#seconds.set(label, (performance.now() - (this.#startedMs.get(label) ?? NaN)) / 1000);
  }

  secondsOf(label: string): number {
    return this.#seconds.get(label) ?? NaN;
  }
}

async function writeRows(
  folder: string,
  part: 'pool' | 'wild',
  count: number,
): Promise<CurationSetup['files'][number]> {
  const path = join(folder, `${part}.jsonl`);
  const file = createWriteStream(path);
  const next = seededNumbers(part === 'pool' ? 3 : 4);
  const words = () => Array.from({ length: 60 }, () => Math.floor(next() * 46_656).toString(36)).join(' ');
  for (let at = 0; at < count; at++) {
    const line = { prompt: `${part} ${at} ${words()}`, chosen: words(), rejected: words() };
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
  return { part, path, sha256: sha256OfText(`${part} ${count}`) };
}
