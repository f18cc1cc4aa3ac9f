import { FileError as StorageError } from '../../src/engine/files/FileError';
import { FileError as DataError } from '../../src/pairs/containers/FileError';
import { CheckpointError } from '../../src/engine/checkpoint/CheckpointError';
import { TransferError } from '../../src/hub/TransferError';
import { PlanError } from '../../src/curation/plan/PlanError';
import { MachineError } from '../curation/machines/MachineError';
import { PipelineError } from '../curation/pipeline/PipelineError';
import { EngineError } from '../training/EngineError';
import { RunError } from '../training/RunError';
import { BooksError } from '../ledger/books/BooksError';
import { StorageError as LedgerStorageError } from '../database/StorageError';
import { ProblemError } from '../api/ProblemError';
import { UnknownStoreError } from '../ledger/UnknownStoreError';
import { ServeError } from '../serve';
import { CommandError, exitCodes } from './CommandError';
import { printable } from './data/printable';
import type { Terminal } from './Terminal';

/** Runs a command's work and makes an exit code of how it ended. What a person can mend is a sentence; the rest has its trace. */
export async function runCommand(terminal: Terminal, json: boolean, work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    const code = error instanceof CommandError ? error.exitCode : exitCodes.failed;
    // Names, columns and reasons in it may come out of files.
    terminal.error(`assay: ${printable(explained(error))}\n`);
    if (json) terminal.out(`${JSON.stringify({ state: 'failed', error: messageOf(error), exitCode: code })}\n`);
    process.exitCode = code;
  }
}

const mendable = [
  ...[CommandError, CheckpointError, TransferError, StorageError, DataError, ServeError],
  ...[PipelineError, PlanError, MachineError, EngineError, RunError],
  ...[BooksError, LedgerStorageError, UnknownStoreError, ProblemError],
];

/** Errors of the operating system say what and where by themselves. */
function explained(error: unknown): string {
  const isMendable = mendable.some((kind) => error instanceof kind) || (error instanceof Error && 'syscall' in error);
  return isMendable || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
