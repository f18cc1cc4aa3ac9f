import { basename } from 'node:path';
import { BackupError } from '../../../src/pairs/backup/Manifest';
import { readEvents } from '../../../src/pairs/backup/readEvents';
import { FileError } from '../../../src/pairs/containers/FileError';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { CommandError } from '../CommandError';
import { DiskFile } from './DiskFile';
import { oneLine } from './printable';

/** Verdict events of a file: each was compared with its hash. */
export interface ReadVerdicts {
  events: LedgerEvent[];
  /** Lines whose events are not sound, each in words. */
  rejected: string[];
}

/**
 * Reads the verdicts of a backup, of "everything" or of the provenance beside an export.
 *
 * @throws CommandError where it cannot be read or holds no verdict.
 */
export async function readVerdicts(path: string): Promise<ReadVerdicts> {
  const file = await DiskFile.open({ path, name: basename(path), isNamed: true });
  try {
    const read = await readAll(file);
    if (read.events.length > 0) return read;
    const [reason = 'it holds none'] = read.rejected;
    throw new CommandError(`--verdicts ${path}: no verdict can be taken from it: ${oneLine(reason)}.`);
  } catch (error) {
    if (!(error instanceof FileError || error instanceof BackupError)) throw error;
    throw new CommandError(`--verdicts ${path}: ${oneLine(error.message)}`);
  } finally {
    await file.close();
  }
}

async function readAll(file: DiskFile): Promise<ReadVerdicts> {
  const read: ReadVerdicts = { events: [], rejected: [] };
  for await (const one of readEvents(file, file.name)) {
    if (one.ok) read.events.push(one.event);
    else read.rejected.push(`line ${one.line}: ${one.reason}`);
  }
  return read;
}
