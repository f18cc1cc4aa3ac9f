import { join } from 'node:path';
import { Mutex } from '../../src/engine/Mutex';
import type { Principal } from '../access/Principal';
import type { SqlDatabase } from '../database/SqlDatabase';
import { BlobStore } from './BlobStore';
import { registerBlobs, type ArrivedModel } from './registerBlobs';
import { RegistryStore } from './RegistryStore';
import { Room } from './Room';
import { UploadParts } from './UploadParts';
import { Uploads } from './Uploads';
import { UploadStore } from './UploadStore';

/** An upload that nothing comes for is given up after so long; until then it can go on. */
const idleMs = 48 * 3_600_000;
const tidyEveryMs = 3_600_000;

export interface RegistryOptions {
  /** Bytes that models may take on the disk; null where only the disk limits them. */
  quotaBytes?: number | null;
}

/** The models of a server: metadata in its database, files by content in its data folder. */
export class Registry {
  readonly store: RegistryStore;
  readonly blobs: BlobStore;
  readonly uploads: Uploads;
  readonly room: Room;
  /** Where imports are put together. */
  readonly workFolder: string;
  readonly #parts: UploadParts;
  readonly #open: UploadStore;
  readonly #deciding = new Mutex();
  #timer: NodeJS.Timeout | null = null;

  constructor(database: SqlDatabase, dataFolder: string, { quotaBytes = null }: RegistryOptions = {}) {
    const folder = join(dataFolder, 'registry');
    this.workFolder = join(folder, 'imports');
    this.store = new RegistryStore(database);
    this.blobs = new BlobStore(join(folder, 'blobs'));
    this.#parts = new UploadParts(join(folder, 'uploads'));
    this.#open = new UploadStore(database);
    const { store, blobs } = this;
    this.room = new Room({ folder, blobs, store, uploads: this.#open }, quotaBytes);
    const shared = { store, blobs, room: this.room, deciding: this.#deciding };
    this.uploads = new Uploads({ ...shared, parts: this.#parts, uploads: this.#open });
  }

  /** Registers files that `place` puts into the blob store; nothing is tidied away in between. */
  register(arrived: ArrivedModel, by: Pick<Principal, 'id' | 'name'>, place: () => Promise<void>): Promise<number> {
    return this.#deciding.run(async () => {
      await place();
      return registerBlobs(this, arrived, by);
    });
  }

  /** Tidies up now and every hour. A failure waits for the next time: nothing depends on it. */
  start(): void {
    const tidy = () => void this.tidy().catch(() => undefined);
    tidy();
    this.#timer = setInterval(tidy, tidyEveryMs).unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  /**
   * Removes what nobody needs: uploads that nothing came for, what is left of ended ones, and contents that no version and no open
   * upload has, such as those of retired versions and of uploads that a crash ended.
   */
  tidy(now = Date.now()): Promise<void> {
    return this.#deciding.run(async () => {
      await this.#open.removeOlder(new Date(now - idleMs).toISOString());
      const open = await this.#open.open();
      const openIds = new Set(open.map(({ id }) => id));
      for (const id of await this.#parts.list()) if (!openIds.has(id)) await this.#parts.remove(id);
      const needed = new Set((await this.store.contents()).keys());
      for (const { plan } of open) for (const { sha256 } of plan.files) needed.add(sha256);
      for (const sha256 of await this.blobs.list()) if (!needed.has(sha256)) await this.blobs.remove(sha256);
    });
  }
}
