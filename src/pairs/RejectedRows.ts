import { sampleOf } from './containers/RowReader';
import type { RejectedRow } from './ImportReport';
import { ownText } from './ownText';

const listedRows = 1000;

/** The rows of an import that could not be read: the first 1,000 with their reasons, the others counted. */
export class RejectedRows {
  readonly listed: RejectedRow[] = [];
  beyond = 0;

  add({ file, line, reason, sample }: RejectedRow): void {
    if (this.listed.length < listedRows)
      this.listed.push({ file, line, reason: ownText(reason), sample: ownText(sampleOf(sample)) });
    else this.beyond++;
  }
}
