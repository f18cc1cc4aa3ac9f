import type { ColumnMapping } from '../../pairs/ColumnMapping';
import type { Store } from '../../store/Store';
import { messageOf } from '../parts/format';
import type { ChosenFile } from './ChosenFile.svelte';
import type { ImportWorker } from './ImportWorker';
import { mappingKey } from './mappingKey';

/** Whether what is under way still matters: the newest of several wishes wins. */
export type IsCurrent = () => boolean;

/** Asks the worker what files are, and the store what their columns meant before. */
export class FileInspector {
  readonly #store: Store;
  readonly #worker: ImportWorker;

  constructor(store: Store, worker: ImportWorker) {
    this.#store = store;
    this.#worker = worker;
  }

  /** Reads the beginning of a file. Rejects where it holds no rows, saying why. */
  async inspect(file: ChosenFile, isCurrent: IsCurrent): Promise<void> {
    const inspection = await this.#worker.call((remote) => remote.inspect(file.file, file.name));
    if (isCurrent()) file.takeInspection(inspection);
  }

  /** The mapping that an earlier file with these columns had; where nothing is recognised, the one that suggests itself. */
  async recall(file: ChosenFile, isCurrent: IsCurrent): Promise<void> {
    const { inspection } = file;
    if (!inspection) return;
    const known = await this.#store.setting<ColumnMapping>(mappingKey(inspection.columns));
    const mapping = known ?? (inspection.format ? null : inspection.suggestedMapping);
    if (!mapping || !isCurrent()) return;
    file.mapping = mapping;
    file.remembered = known !== null;
    await this.preview(file, mapping, isCurrent);
  }

  /** Reads the first rows with a mapping; why that gives none stands in the file's `previewError`. */
  async preview(file: ChosenFile, mapping: ColumnMapping, isCurrent: IsCurrent): Promise<void> {
    try {
      const inspection = await this.#worker.call((remote) => remote.preview(file.file, file.name, mapping));
      if (!isCurrent()) return;
      file.inspection = inspection;
      file.previewError = null;
    } catch (error) {
      if (isCurrent()) file.previewError = messageOf(error);
    }
  }

  /** Keeps what the columns of these files mean for files to come. */
  async remember(files: readonly ChosenFile[]): Promise<void> {
    const mappings = new Map(files.flatMap(({ key, mapping }) => (key && mapping ? [[key, mapping]] : [])));
    for (const [key, mapping] of mappings) await this.#store.putSetting(key, mapping);
  }
}
