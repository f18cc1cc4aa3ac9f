import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { durableLengthFile } from './deathPoints';
import { tearFile } from './tearFile';

/** Tears what a killed server had written to SQLite's log without having seen it on the disk. Whether there was something. */
export function tearLog(dataFolder: string, random: () => number): boolean {
  const log = join(dataFolder, 'ledger', 'ledger.sqlite-wal');
  if (!existsSync(log) || !existsSync(durableLengthFile(dataFolder))) return false;
  const durable = Number(readFileSync(durableLengthFile(dataFolder), 'utf8'));
  if (statSync(log).size <= durable) return false;
  tearFile(log, durable, random);
  return true;
}
