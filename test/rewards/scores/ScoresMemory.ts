import { importFile } from '../../../src/pairs/importFile';
import type { RewardRow } from '../../../src/rewards/RewardRow';
import type { ScoresContract } from '../../../src/rewards/scores/ScoresContract';
import type { ScoresReport } from '../../../src/rewards/scores/ScoresReport';
import { scoresService } from '../../../src/rewards/scores/scoresService';
import type { ScoresStore } from '../../../src/rewards/scores/ScoresStore';
import type { StoredRewards } from '../../../src/rewards/StoredRewards';
import { packRewards } from '../../../src/store/rewardChunks';
import { MemoryStore } from '../../pairs/support/MemoryStore';

const ignore = () => undefined;

/** A store in memory with one data set, and the service over it. */
export class ScoresMemory implements ScoresStore {
  readonly service: ScoresContract = scoresService(() => Promise.resolve(this));
  readonly chunks = new Map<string, StoredRewards[]>();
  readonly #store = new MemoryStore();

  pairIndex = (dataSet: string) => this.#store.pairIndex(dataSet);
  items = (dataSet: string, from: number, to: number) => this.#store.items(dataSet, from, to);

  /** Imports a file of preference data as the data set "set". */
  async load(name: string, text: string): Promise<this> {
    const files = [{ name, file: new Blob([text]), mapping: null }];
    await importFile({ name, files, attribution: null, notice: null }, this.#store, {
      ...{ id: 'set', importedAt: '2026-01-01T00:00:00.000Z', onProgress: ignore, signal: { aborted: false } },
    });
    return this;
  }

  async eachRewards(key: string, take: (rewards: StoredRewards) => void): Promise<void> {
    for (const chunk of this.chunks.get(key) ?? []) take(chunk);
  }

  async replaceRewards(key: string, pieces: Iterable<RewardRow[]>): Promise<void> {
    const chunks = [...pieces].flatMap(packRewards);
    if (chunks.length === 0) this.chunks.delete(key);
    else this.chunks.set(key, chunks);
  }

  read(name: string, content: string | Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<ScoresReport> {
    return this.service.read(new Blob([content]), name, 'set', ignore);
  }

  /** Brings a file whole; resolves to its key. */
  async bring(name: string, content: string | Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<string> {
    const { key } = await this.read(name, content);
    await this.service.keep(key);
    return key;
  }

  /** A model's rewards as a score file. */
  async write(key: string): Promise<string> {
    return (await this.service.write('set', { key, precision: null }, ignore)).text();
  }
}
