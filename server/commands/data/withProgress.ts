import { ExportCancelled } from '../../../src/pairs/export/ExportCancelled';
import { ImportCancelled } from '../../../src/pairs/importFile';
import { Interruption } from '../Interruption';
import { ProgressLine } from '../ProgressLine';
import type { Terminal } from '../Terminal';
import { interrupted } from './interrupted';
import { Progress } from './Progress';

/** Runs work that Ctrl-C ends and that shows how far it is. */
export async function withProgress<T>(terminal: Terminal, work: (progress: Progress) => Promise<T>): Promise<T> {
  const interruption = new Interruption().listen();
  const line = new ProgressLine(terminal);
  try {
    return await work(new Progress(line, interruption));
  } catch (error) {
    if (!(error instanceof ImportCancelled || error instanceof ExportCancelled)) throw error;
    throw interrupted();
  } finally {
    line.end();
    interruption.end();
  }
}
