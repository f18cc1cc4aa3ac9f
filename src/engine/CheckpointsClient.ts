import { proxy, wrap, type Remote } from 'comlink';
import type {
  CheckpointOffer,
  CheckpointOrigin,
  CheckpointsContract,
  StoredCheckpoint,
  TransferProgress,
  VerifyFinding,
} from './checkpoint/checkpointsContract';

/** The store's worker is gone: it crashed. What had arrived stays; the next call starts another one. */
export class CheckpointsGoneError extends Error {
  override readonly name = 'CheckpointsGoneError';
}

interface Link {
  worker: Worker;
  remote: Remote<CheckpointsContract>;
  /** Rejects when the worker crashes. */
  gone: Promise<never>;
}

/** The store of checkpoints as the studio holds it: its worker is started by the first call, and again after a crash. */
export class CheckpointsClient implements CheckpointsContract {
  private link: Link | null = null;

  /**
   * @param startWorker starts `workers/checkpoints`
   * @param askPersistence asks the browser not to evict what is stored; only pages can, so the worker is not asked. A
   *   refusal does not keep a checkpoint from being added
   */
  constructor(
    private readonly startWorker: () => Worker,
    private readonly askPersistence: () => Promise<unknown>,
  ) {}

  list(): ReturnType<CheckpointsContract['list']> {
    return this.call((remote) => remote.list());
  }

  inspect(origin: CheckpointOrigin): Promise<CheckpointOffer> {
    return this.call((remote) => remote.inspect(origin));
  }

  async add(origin: CheckpointOrigin, onProgress: (progress: TransferProgress) => void): Promise<StoredCheckpoint> {
    await this.askPersistence().catch(() => undefined);
    return this.call((remote) => remote.add(origin, proxy(onProgress)));
  }

  /** Does not start a worker for it. */
  async cancel(): Promise<void> {
    await this.link?.remote.cancel();
  }

  verify(digest: string, onProgress: (progress: TransferProgress) => void): Promise<VerifyFinding[]> {
    return this.call((remote) => remote.verify(digest, proxy(onProgress)));
  }

  remove(digest: string): Promise<void> {
    return this.call((remote) => remote.remove(digest));
  }

  removeUnfinished(id: string): Promise<void> {
    return this.call((remote) => remote.removeUnfinished(id));
  }

  dropOriginals(digest: string): Promise<void> {
    return this.call((remote) => remote.dropOriginals(digest));
  }

  /** @throws CheckpointsGoneError, or the store's own error with name and message kept */
  private call<T>(run: (remote: Remote<CheckpointsContract>) => Promise<T>): Promise<T> {
    const link = (this.link ??= this.start());
    return Promise.race([run(link.remote), link.gone]);
  }

  private start(): Link {
    const worker = this.startWorker();
    const gone = new Promise<never>((_, reject) => {
      const end = (reason: string) => {
        if (this.link?.worker === worker) this.link = null;
        worker.terminate();
        reject(new CheckpointsGoneError(`The store of checkpoints ${reason}; try again, what has arrived is kept.`));
      };
      worker.addEventListener('error', ({ message }) => end(`crashed (${message || 'its script could not be run'})`));
      worker.addEventListener('messageerror', () => end('sent a message that could not be read'));
    });
    gone.catch(() => undefined); // heard by the calls that are under way, if there are any
    return { worker, remote: wrap<CheckpointsContract>(worker), gone };
  }
}
