import { Command, CommanderError } from 'commander';
import { fileURLToPath } from 'node:url';
import { addBenchmarkCommand } from '../../../../server/commands/benchmarkCommand';
import { exitCodes } from '../../../../server/commands/CommandError';
import { addScoreCommand } from '../../../../server/commands/scoreCommand';
import type { Ended } from './builtCommand';

const demoFolder = fileURLToPath(new URL('../../../../public/models/demo', import.meta.url));

/** Runs `assay benchmark` or `assay score` in this process. @param data the folder of models and graphs */
export async function runBenchmark(args: string[], data: string): Promise<Ended> {
  const texts = { out: '', error: '' };
  const terminal = {
    out: (text: string) => void (texts.out += text),
    error: (text: string) => void (texts.error += text),
    isInteractive: false,
  };
  const setting = { terminal, demoFolder, tokenizersFolder: '', protocolFile: '', defaultDataFolder: data };
  const program = new Command('assay').exitOverride().configureOutput({ writeErr: terminal.error });
  for (const add of [addBenchmarkCommand, addScoreCommand]) add(program, setting);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: terminal.error });
  const own = process.exitCode;
  try {
    await program.parseAsync(args, { from: 'user' });
    return { code: process.exitCode ?? exitCodes.done, ...texts };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { code: exitCodes.usage, ...texts };
  } finally {
    process.exitCode = own;
  }
}
