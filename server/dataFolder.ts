import { homedir } from 'node:os';
import { join } from 'node:path';

function userDataFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (platform === 'win32') return environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  return environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share');
}

/**
 * Where the server keeps what it must not lose, unless `--data` says otherwise: the user's own data folder, and not the
 * working folder, where cleaning a checkout would delete it.
 */
export function defaultDataFolder(environment = process.env, platform = process.platform): string {
  return join(userDataFolder(environment, platform), 'assay');
}
