import type { ColumnMapping } from '../../pairs/ColumnMapping';
import type { FileToRead, Inspection } from '../../pairs/contract';
import { mappingKey } from './mappingKey';

/** One file on its way in: what the studio made of its beginning, and what its columns mean. */
export class ChosenFile {
  readonly name: string;
  readonly file: FileToRead['file'];
  inspection = $state.raw<Inspection | null>(null);
  /** What the studio made of the file by itself, whatever mapping came after. */
  recognised = $state.raw<Inspection['format']>(null);
  /** The person's own reading of the columns; null while the recognised format stands. */
  mapping = $state.raw<ColumnMapping | null>(null);
  /** The mapping came from an earlier file with the same columns. */
  remembered = $state(false);
  /** Why the mapping gives no rows yet. */
  previewError = $state<string | null>(null);

  constructor(name: string, file: FileToRead['file']) {
    this.name = name;
    this.file = file;
  }

  get bytes(): number {
    return this.file.size;
  }

  /** Files of one key share their mapping. */
  get key(): string | null {
    return this.inspection && mappingKey(this.inspection.columns);
  }

  /** Whether all that loading it needs is known. */
  get isReady(): boolean {
    return this.inspection !== null && this.previewError === null && (this.recognised ?? this.mapping) !== null;
  }

  takeInspection(inspection: Inspection): void {
    this.inspection = inspection;
    this.recognised = inspection.format;
    this.mapping = this.previewError = null;
    this.remembered = false;
  }

  /** A shard of the same table as another file: read as that one is. */
  takeAfter({ inspection, recognised, mapping, remembered, previewError }: ChosenFile): void {
    Object.assign(this, { inspection, recognised, mapping, remembered, previewError });
  }
}
