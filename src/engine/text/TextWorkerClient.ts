import { wrap, type Remote } from 'comlink';
import type { ScoreRequest } from '../contract';
import type { TextFacts, TextSettings } from './openTextFiles';
import type { TextFile } from './textFiles';
import type { TextContract } from './TextService';
import type { PreparedGroup, TextSource } from './TextSource';

/** The text worker is gone: it crashed or was closed. */
export class TextWorkerGoneError extends Error {
  override readonly name = 'TextWorkerGoneError';
}

/**
 * Prepares texts in a worker of their own. Errors of the worker's side arrive with name and message; when the worker
 * dies, every call under way and every later one rejects with a `TextWorkerGoneError`.
 */
export class TextWorkerClient implements TextSource {
  private readonly worker: Worker;
  private readonly remote: Remote<TextContract>;
  private readonly gone: Promise<never>;
  private fail: (error: TextWorkerGoneError) => void = () => undefined;

  constructor(startWorker: () => Worker) {
    this.gone = new Promise((_, reject) => (this.fail = reject));
    this.gone.catch(() => undefined); // heard by the calls under way, if there are any
    this.worker = startWorker();
    this.worker.addEventListener('error', (event) =>
      this.end(`crashed (${event.message || 'its script could not be run'}); load the checkpoint again.`),
    );
    this.worker.addEventListener('messageerror', () =>
      this.end('sent a message that could not be read; load the checkpoint again.'),
    );
    this.remote = wrap<TextContract>(this.worker);
  }

  /**
   * Opens tokenizer and chat template in the worker. To be called once, before `prepare`.
   * @throws CheckpointError, by its name
   */
  open(files: TextFile[], settings: TextSettings): Promise<TextFacts> {
    return Promise.race([this.remote.open(files, settings), this.gone]);
  }

  prepare(requests: ScoreRequest[]): Promise<PreparedGroup[]> {
    return Promise.race([this.remote.prepare(requests), this.gone]);
  }

  close(): void {
    this.end('was closed.');
  }

  private end(how: string): void {
    this.worker.terminate();
    this.fail(new TextWorkerGoneError(`The text worker ${how}`));
  }
}
