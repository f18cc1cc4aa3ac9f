import { Command, CommanderError } from 'commander';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { version } from '../package.json';
import { exitCodes } from './commands/CommandError';
import { addAuditCommand } from './commands/auditCommand';
import { addBenchmarkCommand } from './commands/benchmarkCommand';
import { addConvertCommand } from './commands/convertCommand';
import { addConvertDataCommand } from './commands/convertDataCommand';
import { addCurateCommand } from './commands/curateCommand';
import { addDataCommand } from './commands/dataCommand';
import { addExportCommand } from './commands/exportCommand';
import { addImportCommand } from './commands/importCommand';
import { addInspectCommand } from './commands/inspectCommand';
import { addLedgerCommand } from './commands/ledgerCommand';
import { addMakeCheckpointCommand } from './commands/makeCheckpointCommand';
import { addModelsCommand } from './commands/modelsCommand';
import { addScoreCommand } from './commands/scoreCommand';
import { addServeCommand } from './commands/serveCommand';
import { addTokenCommand } from './commands/tokenCommand';
import { addUserCommand } from './commands/userCommand';
import { processTerminal } from './commands/Terminal';
import { defaultDataFolder } from './dataFolder';

/** A path beside this file. */
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where the build has put something, or where it lies in the repository. */
const built = (path: string, inRepository: string) => (existsSync(beside(path)) ? beside(path) : beside(inRepository));

const setting = {
  terminal: processTerminal,
  studioRoot: beside('../studio'),
  demoFolder: built('../studio/models/demo', '../public/models/demo'),
  tokenizersFolder: built('tokenizers', '../test/files/tokenizers'),
  protocolFile: built('protocol.md', '../src/verdicts/protocol/default.md'),
  defaultDataFolder: defaultDataFolder(),
  version,
};

const program = new Command('assay')
  .description('A studio for reward models that runs in Chrome, and its engine on the command line.')
  .version(version)
  .exitOverride();

const commands = [
  addServeCommand,
  addInspectCommand,
  addConvertDataCommand,
  addImportCommand,
  addExportCommand,
  addDataCommand,
  addScoreCommand,
  addBenchmarkCommand,
  addConvertCommand,
  addLedgerCommand,
  addUserCommand,
  addTokenCommand,
  addAuditCommand,
  addCurateCommand,
  addModelsCommand,
  addMakeCheckpointCommand,
];
for (const add of commands) add(program, setting);

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage;
});
