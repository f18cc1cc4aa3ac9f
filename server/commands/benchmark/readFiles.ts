import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { BenchmarkRow } from '../../../src/benchmarks/readBenchmarkRows';
import type { ReportFile } from '../../../src/benchmarks/report/BenchmarkReport';
import { readBenchmarkFile } from '../../../src/benchmarks/run/readBenchmarkFile';
import type { HubDataFlags } from '../data/hubInputs';
import type { Progress } from '../data/Progress';
import { withInputs } from '../data/withInputs';
import { byteWords } from '../words';

/**
 * Reads all rows of the files and folders that were named, in the order in which they were.
 *
 * @returns the files, each with its sha256
 * @throws CommandError, BenchmarkError, FileError, TransferError
 */
export async function readFiles(
  named: readonly string[],
  flags: HubDataFlags,
  progress: Progress,
  take: (row: BenchmarkRow) => void,
): Promise<ReportFile[]> {
  const files: ReportFile[] = [];
  for (const one of named) {
    await withInputs([one], flags, progress, async (inputs) => {
      for (const file of inputs.files) {
        const name = nameIn(one, file.name);
        files.push(await readBenchmarkFile(file, name, take));
        progress.check();
      }
    });
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  progress.note(`Read ${files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`}, ${byteWords(bytes)}.`);
  return files;
}

/** With the folder or data set that was named, which often says what its files are. */
function nameIn(named: string, name: string): string {
  if (/^(hf|https?):\/\//.test(named)) return `${named.split('/').at(-1) ?? ''}/${name}`;
  return statSync(named, { throwIfNoEntry: false })?.isDirectory() ? `${basename(resolve(named))}/${name}` : name;
}
