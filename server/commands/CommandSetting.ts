import type { Terminal } from './Terminal';

/** What every command is given: where it speaks, and what it finds beside itself. */
export interface CommandSetting {
  terminal: Terminal;
  /** The demo checkpoint. */
  demoFolder: string;
  /** The protocol under which verdicts are given where a plan names none. */
  protocolFile: string;
  /** Tokenizers and templates for made-up checkpoints, one folder a family. */
  tokenizersFolder: string;
  defaultDataFolder: string;
}
