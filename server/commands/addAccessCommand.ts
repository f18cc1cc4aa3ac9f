import type { Command } from 'commander';
import type { CommandSetting } from './CommandSetting';
import { addDataOption } from './modelOptions';
import { runCommand } from './runCommand';
import type { Terminal } from './Terminal';
import { withAccess } from './withAccess';

export interface AccessFlags {
  data: string;
  json: boolean;
}

export type AccessAction = Parameters<typeof withAccess>[1];

/** Makes a command one that works on the people and credentials of a server. `run` gets its one argument, empty where it has none. */
export function addAccessCommand<Flags extends AccessFlags>(
  command: Command,
  setting: CommandSetting,
  run: (flags: Flags, name: string, terminal: Terminal) => AccessAction,
): void {
  const { terminal } = setting;
  addDataOption(command, setting)
    .option('--json', 'one JSON object on standard output', false)
    .action((...given: unknown[]) => {
      const name = typeof given[0] === 'string' ? given[0] : '';
      const flags = (typeof given[0] === 'string' ? given[1] : given[0]) as Flags;
      return runCommand(terminal, flags.json, () => withAccess(flags, run(flags, name, terminal)));
    });
}
