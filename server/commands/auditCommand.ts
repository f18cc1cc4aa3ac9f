import type { Command } from 'commander';
import type { AuditEntry } from '../access/audit/Audit';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { addDataOption, wholeNumber } from './modelOptions';
import { runCommand } from './runCommand';
import type { Terminal } from './Terminal';
import { withAccess } from './withAccess';

interface AuditFlags {
  data: string;
  json: boolean;
  last: number;
}

const usualEntries = 50;

/** `assay audit`: who did what on this server. It reads the database itself, beside a running server too. */
export function addAuditCommand(program: Command, setting: CommandSetting): void {
  const audit = program.command('audit').description('administrative acts on this server, the latest last');
  addDataOption(audit, setting)
    .option('--last <number>', 'how many acts', wholeNumber(1), usualEntries)
    .option('--json', 'one JSON object a line on standard output', false)
    .action((flags: AuditFlags) =>
      runCommand(setting.terminal, flags.json, () =>
        withAccess(flags, async ({ access }) => {
          const entries = await access.audit.page(null, flags.last);
          return show(entries.reverse(), flags.json, setting.terminal);
        }),
      ),
    );
}

function show(entries: readonly AuditEntry[], json: boolean, terminal: Terminal): number {
  for (const entry of entries) terminal.out(`${json ? JSON.stringify(entry) : lineOf(entry)}\n`);
  return exitCodes.done;
}

function lineOf({ at, actor, act, subject, project, details, address }: AuditEntry): string {
  const where = project === null ? '' : `in ${project}`;
  const from = address === '' ? '' : `from ${address}`;
  return [at, actor || 'signed out', act, subject, where, from, JSON.stringify(details)].filter(Boolean).join('  ');
}
