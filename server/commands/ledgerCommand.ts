import { InvalidArgumentError, type Command } from 'commander';
import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { mainStore } from '../../src/sync/wire/wirePaths';
import { exportLedger } from '../ledger/books/exportLedger';
import { restoreLedger } from '../ledger/books/restoreLedger';
import { verifyLedger } from '../ledger/books/verifyLedger';
import type { LedgerStore } from '../ledger/LedgerStore';
import { openLedgerStore } from '../ledger/openLedgerStore';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { addDataOption } from './modelOptions';
import { runCommand } from './runCommand';
import type { Terminal } from './Terminal';
import { withAccess } from './withAccess';
import { plural } from './words';
import { secretOf } from './secretOf';

interface LedgerFlags {
  data: string;
  store: string;
  json: boolean;
}

interface ExportFlags extends LedgerFlags {
  out?: string;
  until?: string;
}

/** How many faults or refusals are shown; `--json` has all of them. */
const shownAtMost = 20;

/** `assay ledger`: the books of the server's ledger. It works on the database itself, beside a running server too. */
export function addLedgerCommand(program: Command, setting: CommandSetting): void {
  const ledger = program.command('ledger').description("verify, export, compare and restore the server's ledger");
  const { terminal } = setting;
  const add = <Flags extends LedgerFlags>(command: Command, run: (flags: Flags, path?: string) => Promise<number>) =>
    addDataOption(command, setting)
      .option('--store <id>', 'which ledger of the server', mainStore)
      .option('--json', 'one JSON object on standard output', false)
      .action((...given: unknown[]) => {
        const path = typeof given[0] === 'string' ? given[0] : undefined;
        const flags = given[path === undefined ? 0 : 1] as Flags;
        return runCommand(terminal, flags.json, () => run(flags, path));
      });
  const until = ['--until <time>', 'only what had come up to then, as 2026-11-23T10:00:00.000Z', isoTime] as const;

  const verify = ledger.command('verify').description('compute every hash, link and digest anew');
  add(verify, (flags) => withLedger(flags, (store) => verifyBooks(store, flags, terminal)));
  const digest = ledger.command('digest').description('what the ledger has of each client');
  add(digest, (flags) => withLedger(flags, (store) => showDigests(store, flags, terminal)));
  const exporting = ledger.command('export').description('write the whole ledger as lines of JSON');
  exporting.option('--out <file>', 'file to write; standard output unless given').option(...until);
  add<ExportFlags>(exporting, (flags) => withLedger(flags, (store) => writeExport(store, flags, terminal)));
  const restoring = ledger.command('restore').description('take an exported ledger in, beside what is there');
  restoring.argument('<file>', 'what "assay ledger export" wrote').option(...until);
  add<ExportFlags>(restoring, (flags, path = '') =>
    withLedger(flags, (store) => restore(store, path, flags, terminal)),
  );
}

function isoTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('a time is written as 2026-11-23T10:00:00Z.');
  return time.toISOString();
}

async function withLedger(flags: LedgerFlags, work: (ledger: LedgerStore) => Promise<number>): Promise<number> {
  const ledger = await openLedgerStore(resolve(flags.data), secretOf('DATABASE_URL'));
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

async function verifyBooks(ledger: LedgerStore, { store, json }: LedgerFlags, terminal: Terminal): Promise<number> {
  const report = await verifyLedger(ledger, store);
  const state = report.faults.length === 0 ? 'done' : 'failed';
  if (json) terminal.out(`${JSON.stringify({ state, store, ...report })}\n`);
  for (const fault of report.faults.slice(0, shownAtMost)) terminal.error(`${fault}\n`);
  const counts = `${plural(report.events, 'event')} of ${plural(report.clients, 'client')}`;
  terminal.error(
    report.faults.length === 0
      ? `${counts}: every hash, link and digest is as it was taken. ${plural(report.parked, 'event')} parked.\n`
      : `${counts}: ${plural(report.faults.length, 'fault')}. Restore an export that verifies.\n`,
  );
  return report.faults.length === 0 ? exitCodes.done : exitCodes.failed;
}

async function showDigests(ledger: LedgerStore, { store, json }: LedgerFlags, terminal: Terminal): Promise<number> {
  const generation = await ledger.generation();
  const clients = await ledger.clients(store);
  const digests = [];
  for (const { client, annotator, link } of clients)
    digests.push({ ...(await ledger.digest(store, client)), annotator, link });
  if (json) terminal.out(`${JSON.stringify({ store, generation, clients: digests })}\n`);
  else
    for (const { client, annotator, count, maxSeq, gaps, xor } of digests)
      terminal.out(`${client}  ${annotator}  ${count} to ${maxSeq}  gaps ${gaps.length}  ${xor}\n`);
  return exitCodes.done;
}

async function writeExport(ledger: LedgerStore, flags: ExportFlags, terminal: Terminal): Promise<number> {
  const lines = exportLedger(ledger, flags.store, flags.until ?? null);
  if (flags.out === undefined) for await (const line of lines) terminal.out(line);
  else await writeDurably(resolve(flags.out), lines);
  if (flags.out !== undefined) terminal.error(`The ledger is in ${flags.out}.\n`);
  return exitCodes.done;
}

/** Whole or not at all: an export that broke off never stands under the name that was asked for. */
async function writeDurably(path: string, lines: AsyncIterable<string>): Promise<void> {
  const partial = `${path}.partial`;
  const file = await open(partial, 'w', 0o600);
  try {
    for await (const line of lines) await file.write(line);
    await file.sync();
    await file.close();
    await rename(partial, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

async function restore(ledger: LedgerStore, path: string, flags: ExportFlags, terminal: Terminal): Promise<number> {
  const report = await restoreLedger(ledger, resolve(path), flags.until ?? null);
  await withAccess(flags, async ({ note }) => {
    const { events, parked, refused } = report;
    const details = { file: path, until: flags.until ?? null, events, parked, refused: refused.length };
    await note('ledger.restore', flags.store, { project: flags.store, details });
    return exitCodes.done;
  });
  if (flags.json) terminal.out(`${JSON.stringify({ state: 'done', ...report })}\n`);
  for (const { message } of report.refused.slice(0, shownAtMost)) terminal.error(`${message}\n`);
  terminal.error(
    `${plural(report.events, 'event')} and ${plural(report.parked, 'parked event')} stand in the ledger now; ` +
      `${plural(report.refused.length, 'event')} refused. Clients will send again what is missing.\n`,
  );
  return report.refused.length === 0 ? exitCodes.done : exitCodes.incomplete;
}
