import type {
  CheckpointsContract,
  StorageSpace,
  StoredCheckpoint,
  TransferProgress,
  UnfinishedCheckpoint,
  VerifyFinding,
} from '../../engine/checkpoint/checkpointsContract';
import { messageOf } from '../parts/format';

/** What this browser holds of checkpoints, and what can be done with each. Taking a new one in is `Adding`. */
export class Checkpoints {
  stored = $state.raw<StoredCheckpoint[]>([]);
  unfinished = $state.raw<UnfinishedCheckpoint[]>([]);
  space = $state.raw<StorageSpace | null>(null);
  /** Why the list could not be read, or the last change of it failed; null when all went well. */
  error = $state<string | null>(null);
  /** The checkpoint whose files are being verified, and how far that is. */
  verifying = $state.raw<{ digest: string; progress: TransferProgress | null } | null>(null);
  /** What the last verification of a checkpoint found, by digest; an empty list says that all is well. */
  findings = $state.raw<Record<string, VerifyFinding[]>>({});
  readonly contract: CheckpointsContract;

  constructor(contract: CheckpointsContract) {
    this.contract = contract;
  }

  /** Reads the list again. A failure stands in `error`; the old list stays. */
  async refresh(): Promise<void> {
    try {
      const { stored, unfinished, space } = await this.contract.list();
      this.stored = [...stored].sort((a, b) => a.addedAt.localeCompare(b.addedAt));
      this.unfinished = unfinished;
      this.space = space;
      this.error = null;
    } catch (error) {
      this.error = messageOf(error);
    }
  }

  find(digest: string): StoredCheckpoint | null {
    return this.stored.find((candidate) => candidate.digest === digest) ?? null;
  }

  /** Reads all files of a checkpoint and compares them with their hashes. Resolves to whether that could be done. */
  async verify(digest: string): Promise<boolean> {
    this.verifying = { digest, progress: null };
    const done = await this.#attempt(async () => {
      const found = await this.contract.verify(digest, (progress) => {
        if (this.verifying?.digest === digest) this.verifying = { digest, progress };
      });
      this.findings = { ...this.findings, [digest]: found };
    });
    this.verifying = null;
    return done;
  }

  /** Removes a checkpoint with its graphs; the rewards that it gave stay. */
  remove(digest: string): Promise<boolean> {
    return this.#change(() => this.contract.remove(digest));
  }

  removeUnfinished(id: string): Promise<boolean> {
    return this.#change(() => this.contract.removeUnfinished(id));
  }

  dropOriginals(digest: string): Promise<boolean> {
    return this.#change(() => this.contract.dropOriginals(digest));
  }

  /** Asks the browser to keep everything until the person removes it; the answer stands in `space`. */
  async persist(): Promise<boolean> {
    const persisted = await navigator.storage.persist();
    if (this.space) this.space = { ...this.space, persisted };
    return persisted;
  }

  async #change(act: () => Promise<void>): Promise<boolean> {
    const done = await this.#attempt(act);
    if (done) await this.refresh();
    return done;
  }

  async #attempt(act: () => Promise<void>): Promise<boolean> {
    this.error = null;
    try {
      await act();
      return true;
    } catch (error) {
      this.error = messageOf(error);
      return false;
    }
  }
}
