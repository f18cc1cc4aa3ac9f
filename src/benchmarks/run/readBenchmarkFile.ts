import type { ByteSource } from '../../pairs/ByteSource';
import { readBenchmarkRows, type BenchmarkRow } from '../readBenchmarkRows';
import type { ReportFile } from '../report/BenchmarkReport';
import { fileDigest } from './fileDigest';

/**
 * Hands on all rows of a file.
 *
 * @param name with the folder or data set that it comes from, which often says what it is
 * @returns the file as a report names it
 * @throws BenchmarkError, FileError, TransferError
 */
export async function readBenchmarkFile(
  file: ByteSource,
  name: string,
  take: (row: BenchmarkRow) => void,
): Promise<ReportFile> {
  const sha256 = await fileDigest(file);
  for await (const row of readBenchmarkRows(file, name)) take(row);
  return { name, bytes: file.size, sha256 };
}
