import { Command, CommanderError } from 'commander';
import { exitCodes } from '../../../../server/commands/CommandError';
import { addConvertDataCommand } from '../../../../server/commands/convertDataCommand';
import { addDataCommand } from '../../../../server/commands/dataCommand';
import { addExportCommand } from '../../../../server/commands/exportCommand';
import { addImportCommand } from '../../../../server/commands/importCommand';
import { addInspectCommand } from '../../../../server/commands/inspectCommand';
import type { Ended } from './builtCommand';

const commands = [addInspectCommand, addConvertDataCommand, addImportCommand, addExportCommand, addDataCommand];

/** Runs one of the commands on data in this process. @param data the data folder */
export async function runData(args: string[], data = '/nowhere'): Promise<Ended> {
  const texts = { out: '', error: '' };
  const terminal = {
    out: (text: string) => void (texts.out += text),
    error: (text: string) => void (texts.error += text),
    isInteractive: false,
  };
  const setting = { terminal, demoFolder: '', tokenizersFolder: '', protocolFile: '', defaultDataFolder: data };
  const program = new Command('assay').exitOverride().configureOutput({ writeErr: terminal.error });
  for (const add of commands) add(program, setting);
  for (const command of allCommands(program)) command.exitOverride().configureOutput({ writeErr: terminal.error });
  return { code: await codeOf(() => program.parseAsync(args, { from: 'user' })), ...texts };
}

function allCommands({ commands: own }: Command): Command[] {
  return own.flatMap((command) => [command, ...allCommands(command)]);
}

/** The exit code that a command asks for; the process that runs the tests keeps its own. */
async function codeOf(run: () => Promise<unknown>): Promise<number | string> {
  const own = process.exitCode;
  try {
    await run();
    return process.exitCode ?? exitCodes.done;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return exitCodes.usage;
  } finally {
    process.exitCode = own;
  }
}
