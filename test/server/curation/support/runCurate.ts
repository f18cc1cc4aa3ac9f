import { Command } from 'commander';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addCurateCommand } from '../../../../server/commands/curateCommand';

const protocolFile = fileURLToPath(new URL('../../../../src/verdicts/protocol/default.md', import.meta.url));

/** What a command said and ended with. */
export interface CurateOutcome {
  exitCode: number;
  out: string;
  error: string;
}

/** Runs `assay curate ...` in this process. */
export async function runCurate(folder: string, ...args: string[]): Promise<CurateOutcome> {
  const said = { out: '', error: '' };
  const terminal = {
    isInteractive: false,
    out: (text: string) => void (said.out += text),
    error: (text: string) => void (said.error += text),
  };
  const setting = {
    terminal,
    demoFolder: '',
    tokenizersFolder: '',
    protocolFile,
    defaultDataFolder: join(folder, 'data'),
  };
  const program = new Command().exitOverride();
  addCurateCommand(program, setting as Parameters<typeof addCurateCommand>[1]);
  await program.parseAsync(['curate', ...args], { from: 'user' });
  const exitCode = Number(process.exitCode ?? 0);
  process.exitCode = 0;
  return { exitCode, ...said };
}
