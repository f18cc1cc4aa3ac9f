import type {
  CheckpointOffer,
  CheckpointOrigin,
  CheckpointsContract,
  StorageSpace,
  StoredCheckpoint,
  TransferProgress,
  UnfinishedCheckpoint,
  VerifyFinding,
} from '../../../src/engine/checkpoint/checkpointsContract';
import { madeDigest } from './madeDigest';

const space: StorageSpace = { usedBytes: 1.4e9, quotaBytes: 62e9, persisted: false };

export function madeStored(changes: Partial<StoredCheckpoint> = {}): StoredCheckpoint {
  return {
    digest: madeDigest(),
    name: 'Skywork-Reward-V2-Qwen3-0.6B',
    source: {
      kind: 'hub',
      base: 'https://hub.example',
      repository: 'Skywork/Skywork-Reward-V2-Qwen3-0.6B',
      revision: 'main',
      commit: '7f3c2a91d04e5b6789abcdef0123456789abcdef',
    },
    architecture: 'Qwen3ForSequenceClassification',
    licence: 'apache-2.0',
    files: [
      { path: 'config.json', bytes: 812, sha256: 'c'.repeat(64) },
      { path: 'model.safetensors', bytes: 1.192e9, sha256: 'd'.repeat(64) },
    ],
    bytes: 1.192e9,
    graphs: [],
    hasTemplate: true,
    addedAt: '2026-11-20T10:00:00.000Z',
    ...changes,
  };
}

export function madeOffer(origin: CheckpointOrigin): CheckpointOffer {
  const source =
    origin.kind === 'hub'
      ? { ...origin, token: undefined, commit: '7f3c2a91d04e5b6789abcdef0123456789abcdef' }
      : origin.kind === 'url'
        ? origin
        : origin.kind === 'registry'
          ? { ...origin, version: Number(origin.version) }
          : { kind: 'folder' as const, name: origin.name };
  return {
    name: origin.kind === 'hub' ? (origin.repository.split('/')[1] ?? '') : 'my-reward-model',
    source,
    architecture: 'Qwen3ForSequenceClassification',
    licence: 'apache-2.0',
    files: [
      { path: 'config.json', bytes: 812 },
      { path: 'model.safetensors', bytes: 1.192e9 },
      { path: 'tokenizer.json', bytes: 11.4e6 },
    ],
    bytes: 1.203e9,
    haveBytes: 0,
    graphBytes: { q4: 0.56e9, q8: 0.78e9, f16: 1.2e9, f32: 2.4e9 },
    space,
  };
}

/** A store of checkpoints without any storage: what it is asked stands in `calls`, and `refusal` makes the next call fail. */
export class MadeCheckpoints implements CheckpointsContract {
  readonly calls: string[] = [];
  readonly origins: CheckpointOrigin[] = [];
  stored: StoredCheckpoint[] = [];
  unfinished: UnfinishedCheckpoint[] = [];
  findings: VerifyFinding[] = [];
  space = space;
  refusal: Error | null = null;
  /** While held, `add` tells its progress and waits for `release` or `cancel`. */
  held = false;
  #release: (outcome: Error | null) => void = () => undefined;

  async list() {
    return { stored: this.stored, unfinished: this.unfinished, space: this.space };
  }

  async inspect(origin: CheckpointOrigin): Promise<CheckpointOffer> {
    this.#note('inspect', origin);
    return madeOffer(origin);
  }

  async add(origin: CheckpointOrigin, onProgress: (progress: TransferProgress) => void): Promise<StoredCheckpoint> {
    this.#note('add', origin);
    onProgress({
      stage: 'transfer',
      file: 'model.safetensors',
      doneBytes: 0.5e9,
      totalBytes: 1.203e9,
      bytesPerS: 21e6,
      secondsLeft: 33,
    });
    if (this.held) await this.#waited();
    const name = madeOffer(origin).name;
    const stored = madeStored({ name, digest: `${this.stored.length + 1}`.padStart(64, 'b') });
    this.stored = [...this.stored, stored];
    this.unfinished = [];
    return stored;
  }

  async cancel(): Promise<void> {
    this.calls.push('cancel');
    this.#release(new DOMException('The download was cancelled.', 'AbortError'));
  }

  release(): void {
    this.#release(null);
  }

  async verify(digest: string): Promise<VerifyFinding[]> {
    this.#note(`verify ${digest.slice(0, 4)}`);
    return this.findings;
  }

  async remove(digest: string): Promise<void> {
    this.#note(`remove ${digest.slice(0, 4)}`);
    this.stored = this.stored.filter((stored) => stored.digest !== digest);
  }

  async removeUnfinished(id: string): Promise<void> {
    this.#note(`removeUnfinished ${id}`);
    this.unfinished = this.unfinished.filter((unfinished) => unfinished.id !== id);
  }

  async dropOriginals(digest: string): Promise<void> {
    this.#note(`dropOriginals ${digest.slice(0, 4)}`);
    this.stored = this.stored.map((stored) => (stored.digest === digest ? { ...stored, bytes: 0 } : stored));
  }

  #waited(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#release = (outcome) => (outcome ? reject(outcome) : resolve());
    });
  }

  #note(call: string, origin?: CheckpointOrigin): void {
    this.calls.push(call);
    if (origin) this.origins.push(origin);
    const { refusal } = this;
    this.refusal = null;
    if (refusal) throw refusal;
  }
}
