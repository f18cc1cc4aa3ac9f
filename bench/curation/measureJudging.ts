import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CallCache } from '../../server/curation/machines/http/CallCache';
import { MachineServer } from '../../server/curation/machines/http/MachineServer';
import { OpenAiJudge } from '../../server/curation/machines/judges/OpenAiJudge';
import { median } from '../support/median';
import type { BenchFields } from '../support/Bench';

const runs = 5;
const inFlight = 1000;
const program = fileURLToPath(new URL('./judgeServer.mjs', import.meta.url));

/** What the driver of judges costs beside the judges: calls of 4 kB to a server in a process of its own that answers after 100 ms. */
export async function measureJudging(folder: string, calls: number): Promise<BenchFields> {
  const server = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const rates: number[] = [];
    let rssMb = 0;
    for (let run = 0; run <= runs; run++) {
      const cache = new CallCache(join(folder, `calls${run}.sqlite`));
      const settings = {
        base: line.toString().trim(),
        id: 'judge@1',
        secret: null,
        cache,
        limits: { concurrency: inFlight },
      };
      const judge = new OpenAiJudge(new MachineServer(settings), 'judge');
      const startedMs = performance.now();
      await askAll(judge, calls);
      if (run > 0) rates.push((calls / (performance.now() - startedMs)) * 1000);
      rssMb = Math.max(rssMb, await currentRssMb());
      cache.close();
    }
    return { calls_per_s: median(rates), in_flight: inFlight, calls, rss_mb: rssMb, server_answers_after_ms: 100 };
  } finally {
    server.kill();
  }
}

async function askAll(judge: OpenAiJudge, calls: number): Promise<void> {
  const text = 'A pair with its attributes and its examples. '.repeat(90);
  const { signal } = new AbortController();
  const schema = { name: 'verdict', schema: { type: 'object' } };
  // As the judge stage does it: the rows of a shard at once, then the next shard.
  for (let first = 0; first < calls; first += 10_000) {
    const asked = Array.from({ length: Math.min(10_000, calls - first) }, (_, at) =>
      judge.ask(
        {
          messages: [{ role: 'user', content: `${first + at} ${text}` }],
          schema,
          temperature: 0.7,
          topP: 0.95,
          maxTokens: 64,
          seed: 0,
        },
        signal,
      ),
    );
    await Promise.all(asked);
  }
}

async function currentRssMb(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? process.memoryUsage().rss / 1024) / 1024;
}
