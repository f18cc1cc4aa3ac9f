import { FileError } from '../pairs/containers/FileError';

/** A file that is not what a benchmark or a report of one needs: the message names file, line, field, rule and what arrived. */
export class BenchmarkError extends FileError {
  override name = 'BenchmarkError';
}
