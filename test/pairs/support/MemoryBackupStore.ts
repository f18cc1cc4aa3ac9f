import { MemoryFolder } from '../../../src/engine/files/MemoryFolder';
import type { BackupStore } from '../../../src/pairs/backup/BackupStore';
import type { DataSet } from '../../../src/pairs/DataSet';
import { importFile } from '../../../src/pairs/importFile';
import { FolderStore } from '../../../src/pairs/kept/FolderStore';
import { readFile } from '../../../src/pairs/kept/KeptFolder';
import type { RewardRow } from '../../../src/rewards/RewardRow';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';

/** What a browser holds, in memory. */
export class MemoryBackupStore implements BackupStore {
  readonly folder = new MemoryFolder();
  readonly sets = new FolderStore(this.folder);
  readonly ledger: LedgerEvent[] = [];
  readonly rows: RewardRow[] = [];
  readonly kept = new Map<string, unknown>();
  /** Ids of data sets in the form of an older Assay. */
  readonly older = new Set<string>();

  events = async () => this.ledger;
  dataSets = () => this.sets.dataSets();
  items = (id: string, from: number, to: number) => this.sets.items(id, from, to);
  startImport = (id: string) => this.sets.startImport(id);
  finishImport = (record: DataSet) => this.sets.finishImport(record);
  removeDataSet = (id: string) => this.sets.removeDataSet(id);
  checkpoints = async () => [...new Set(this.rows.map(({ checkpoint }) => checkpoint))];
  settings = async () => this.kept;

  async files(dataSet: string) {
    if (this.older.has(dataSet)) return null;
    const folder = await this.folder.folder(dataSet);
    const names = (await folder.list()).map(({ name }) => name).filter((name) => name !== 'data-set.json');
    const contents = names.sort().map(async (name) => ({ name, content: new Blob([await readFile(folder, name)]) }));
    return Promise.all(contents);
  }

  async *rewardRows(checkpoint: string) {
    yield this.rows.filter((row) => row.checkpoint === checkpoint);
  }

  async putRewards(rows: RewardRow[]) {
    this.rows.push(...rows);
  }

  async setting<Value>(name: string) {
    return (this.kept.get(name) ?? null) as Value | null;
  }

  async putSetting(name: string, value: unknown) {
    this.kept.set(name, value);
  }

  async import(id: string, files: Record<string, string | Uint8Array<ArrayBuffer>>): Promise<DataSet> {
    const given = Object.entries(files).map(([name, content]) => ({ name, file: new Blob([content]), mapping: null }));
    const request = { name: Object.keys(files).join(' and '), files: given, attribution: 'Somebody', notice: null };
    const signal = { aborted: false };
    return importFile(request, this.sets, {
      id,
      importedAt: '2026-01-01T00:00:00.000Z',
      onProgress: () => undefined,
      signal,
    });
  }
}
