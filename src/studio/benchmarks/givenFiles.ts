import type { GivenFile } from '../../benchmarks/run/BenchmarkContract';
import { dataFileKind } from '../../pairs/sources/dataFileName';

/** Files that were chosen or dropped, with the folder that they were in; of a folder only those that hold rows. */
export function givenFiles(files: readonly (File | { name: string; file: Blob })[]): (GivenFile & { file: Blob })[] {
  const named = files.map((one) =>
    one instanceof File ? { name: one.webkitRelativePath || one.name, file: one } : one,
  );
  return named.filter(({ name }) => !name.includes('/') || dataFileKind(name) !== null);
}
