/**
 * `npm run fuzz [-- --files N --seed S --minutes M]`: made files of every container and shape through the inspection and the
 * import. Each is made from its seed alone; `npm run fuzz -- --file SEED` makes one again. Files that fail are written to
 * test-results/fuzz. The last line says how many files, crashes, hangs and silent losses there were.
 */
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importTypeScript } from './importTypeScript.mjs';
import { installWhenStale, requireNode } from './installWhenStale.mjs';
import { projectRoot } from './program.mjs';

const folder = join(projectRoot, 'test-results', 'fuzz');
const worker = join(projectRoot, 'scripts', 'fuzzWorker.mjs');
/** No file takes ten seconds; a machine that does other things besides takes longer. */
const hangSeconds = 120;
const filesAtOnce = 500;
const filesBetweenReports = 10_000;

/** @typedef {{ files: number, crashes: number, hangs: number, silent_losses: number }} Counts */

/** A process that works through stretches of seeds. What it dies or hangs of is told by the seed that it began last. */
class FuzzProcess {
  /** @param {() => { from: number, to: number } | null} next @param {(seed: number, kind: string, reason: string) => void} fail */
  constructor(next, fail) {
    this.next = next;
    this.fail = fail;
    this.done = 0;
    /** @type {{ seed: number, to: number, since: number } | null} */
    this.at = null;
  }

  /** Resolves when there is nothing more to do. @returns {Promise<void>} */
  async run() {
    for (let stretch = this.next(); stretch !== null;) stretch = (await this.work(stretch)) ?? this.next();
  }

  /**
   * Gives one process stretches until none is left or it ends; what then is left of the stretch comes back.
   * @param {{ from: number, to: number }} first
   * @returns {Promise<{ from: number, to: number } | null>}
   */
  work(first) {
    const child = fork(worker, { execArgv: ['--max-old-space-size=1024'] });
    const watch = setInterval(() => this.look(child), 1000);
    this.at = { seed: first.from, to: first.to, since: Infinity };
    child.on('message', (message) => this.hear(child, /** @type {Message} */ (message)));
    child.send(first);
    return new Promise((resolve) => {
      child.on('exit', (code, signal) => {
        clearInterval(watch);
        const { at } = this;
        if (at === null) return resolve(null);
        if (signal !== 'SIGKILL') this.fail(at.seed, 'crash', `the process ended (${signal ?? code})`);
        this.done++;
        resolve(at.seed + 1 < at.to ? { from: at.seed + 1, to: at.to } : null);
      });
    });
  }

  /** @typedef {{ seed: number, failure: { kind: string, reason: string } | null, isDone: boolean } | 'finished'} Message */
  /** @param {import('node:child_process').ChildProcess} child @param {Message} message */
  hear(child, message) {
    if (message !== 'finished') {
      if (message.isDone) this.done++;
      if (message.failure !== null) this.fail(message.seed, message.failure.kind, message.failure.reason);
      if (this.at !== null) this.at = { ...this.at, seed: message.seed + (message.isDone ? 1 : 0), since: Date.now() };
      return;
    }
    const stretch = this.next();
    this.at = stretch === null ? null : { seed: stretch.from, to: stretch.to, since: Date.now() };
    if (stretch === null) child.disconnect();
    else child.send(stretch);
  }

  /** @param {import('node:child_process').ChildProcess} child */
  look(child) {
    if (this.at === null || Date.now() - this.at.since < hangSeconds * 1000) return;
    this.fail(this.at.seed, 'hang', `more than ${hangSeconds} s`);
    child.kill('SIGKILL');
  }
}

/** @param {Counts} counts @param {string} kind */
function count(counts, kind) {
  if (kind === 'crash') counts.crashes++;
  else if (kind === 'hang') counts.hangs++;
  else counts.silent_losses++;
}

/** @param {number} seed @param {string} reason */
async function keep(seed, reason) {
  const { madeFile } = await importTypeScript('test/fuzz/madeFile.ts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${seed}.txt`), `${reason}\n`);
  const { name, bytes } = madeFile(seed);
  // A made name may hold what no file may be named.
  writeFileSync(join(folder, `${seed}-${name.replace(/[^\w.-]/g, '_')}`), bytes);
}

/** @param {number} seed */
async function runOne(seed) {
  const { madeFile } = await importTypeScript('test/fuzz/madeFile.ts');
  const { checkFile } = await importTypeScript('test/fuzz/checkFile.ts');
  await keep(seed, 'made again');
  const failure = await checkFile(madeFile(seed));
  console.log(failure === null ? `The file of seed ${seed} is read or refused as it should be.` : failure.reason);
  return failure === null ? 0 : 1;
}

/** @param {{ files: number, seed: number, minutes: number }} options */
async function runMany({ files, seed, minutes }) {
  const until = Date.now() + minutes * 60_000;
  const counts = { files: 0, crashes: 0, hangs: 0, silent_losses: 0 };
  /** @type {Promise<void>[]} */
  const kept = [];
  let from = seed;
  const next = () => {
    if (from >= seed + files || Date.now() > until) return null;
    if (from > seed && (from - seed) % filesBetweenReports === 0) console.log(`${from - seed} files were begun`);
    const stretch = { from, to: Math.min(from + filesAtOnce, seed + files) };
    from = stretch.to;
    return stretch;
  };
  const fail = (/** @type {number} */ failed, /** @type {string} */ kind, /** @type {string} */ reason) => {
    count(counts, kind);
    console.log(`${kind} of seed ${failed}: ${reason.split('\n').slice(0, 3).join(' | ')}`);
    kept.push(keep(failed, `${kind}: ${reason}`).catch((error) => console.log(`It cannot be made again: ${error}`)));
  };
  const processes = Array.from({ length: Math.min(4, availableParallelism()) }, () => new FuzzProcess(next, fail));
  await Promise.all(processes.map((one) => one.run()));
  await Promise.all(kept);
  counts.files = processes.reduce((sum, one) => sum + one.done, 0);
  if (counts.files < files) console.log(`${counts.files} of ${files} files in ${minutes} minutes.`);
  if (kept.length > 0) console.log(`The files that failed lie in ${folder}. One again: npm run fuzz -- --file SEED`);
  console.log(JSON.stringify(counts));
  return kept.length === 0 ? 0 : 1;
}

/** @param {string} name @param {string} value */
function positive(name, value) {
  const number = Number(value);
  if (number > 0 || (name === 'seed' && number >= 0)) return number;
  throw new TypeError(`--${name} is ${value}: give a number above 0.`);
}

async function main() {
  requireNode();
  const { values } = parseArgs({
    options: {
      files: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '600' },
      file: { type: 'string' },
    },
  });
  installWhenStale();
  if (values.file !== undefined) return runOne(positive('seed', values.file));
  const { files, seed, minutes } = values;
  return runMany({
    files: positive('files', files),
    seed: positive('seed', seed),
    minutes: positive('minutes', minutes),
  });
}

process.exitCode = await main();
