import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeSqlite } from '../../../../server/database/NodeSqlite';
import { seededNumbers } from '../../../support/seededNumbers';
import { buildProgram } from './buildProgram';
import { scriptedMachines, type CallBook } from './ScriptedMachines';

export interface KillCounts {
  kills: number;
  /** Plans that came to their end, each over several kills. */
  plans: number;
  /** Of them, those whose data set is not that of an undisturbed run, byte by byte. */
  different: number;
  /** Calls, each counted once. */
  calls: number;
  /** Calls made again although their answer lay on the disk when the process was killed: paid twice. */
  paidTwice: number;
  /** Calls made again whose answer was on its way when the process was killed. They carry the same Idempotency-Key. */
  madeAgain: number;
}

/** Kills a plan's process at random moments, again and again, until so many kills have hit it and the plan that was hit last is at its end. */
export async function killPipeline(
  kills: number,
  seed: number,
  pairs: number,
  report: (words: string) => void = () => undefined,
): Promise<KillCounts> {
  const { program, remove } = await buildProgram('curationProgram');
  const { wire, book } = await scriptedMachines(10);
  const folder = mkdtempSync(join(tmpdir(), 'assay-kills-'));
  const counts: KillCounts = { kills: 0, plans: 0, different: 0, calls: 0, paidTwice: 0, madeAgain: 0 };
  try {
    const run = { program, base: wire.base, pairs, book, counts, next: seededNumbers(seed) };
    const startedMs = performance.now();
    const undisturbed = await runPlan({ ...run, folder: join(folder, 'undisturbed') }, 0, 0);
    const wholeMs = performance.now() - startedMs;
    for (let plan = 0; counts.kills < kills; plan++) {
      const dataSet = await runPlan({ ...run, folder: join(folder, `plan${plan}`) }, kills, wholeMs);
      counts.plans += 1;
      if (dataSet !== undisturbed) counts.different += 1;
      rmSync(join(folder, `plan${plan}`), { recursive: true, force: true });
      report(JSON.stringify(counts));
    }
    return counts;
  } finally {
    await wire.stop();
    rmSync(folder, { recursive: true, force: true });
    remove();
  }
}

interface KilledRun {
  program: string;
  folder: string;
  base: string;
  /** Of the pool, and as many more for stage 2. */
  pairs: number;
  book: CallBook;
  counts: KillCounts;
  next: () => number;
}

/** One plan in a folder of its own, from its start to its end. */
async function runPlan(run: KilledRun, mostKills: number, wholeMs: number): Promise<string> {
  const { folder, book, counts, next } = run;
  mkdirSync(folder, { recursive: true });
  book.byKey.clear();
  const paid = new Map<string, number>();
  const done = join(folder, 'done.jsonl');
  while (!existsSync(done)) {
    // Several kills a plan: some hit the start of a process, most the middle of its work.
    const killAfterMs = counts.kills < mostKills ? 0.4 * next() * wholeMs : null;
    const wasKilled = await runProcess(run, killAfterMs);
    for (const [key, times] of paid) if ((book.byKey.get(key) ?? 0) > times) counts.paidTwice += 1;
    if (!wasKilled) continue;
    counts.kills += 1;
    paid.clear();
    for (const key of durableKeys(join(folder, 'calls.sqlite'))) paid.set(key, book.byKey.get(key) ?? 0);
  }
  counts.calls += book.byKey.size;
  counts.madeAgain += [...book.byKey.values()].reduce((sum, times) => sum + times - 1, 0);
  return readFileSync(done, 'utf8');
}

/** True where the process was killed before its end. @throws Error where it failed by itself */
function runProcess({ program, folder, base, pairs }: KilledRun, killAfterMs: number | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder, base, String(pairs)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
    const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.on('exit', (code, signal) => {
      if (timer) clearTimeout(timer);
      if (code === 0 || signal === 'SIGKILL') resolve(signal === 'SIGKILL');
      else reject(new Error(`The plan's process ended with ${code}: ${complaint}`));
    });
  });
}

function durableKeys(path: string): string[] {
  if (!existsSync(path)) return [];
  const database = new NodeSqlite(path);
  try {
    const tables = database.prepare(`select name from sqlite_master where name = 'answers'`).all([]);
    if (tables.length === 0) return [];
    return database
      .prepare('select lower(hex(key)) as key from answers')
      .all([])
      .map((row) => (row as { key: string }).key);
  } finally {
    database.close();
  }
}
