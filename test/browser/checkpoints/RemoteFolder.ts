import { wrap, type Remote } from 'comlink';
import { FileError, type FileProblem } from '../../../src/engine/files/FileError';
import type { FileFolder, FileWriter, FolderEntry, OpenFile } from '../../../src/engine/files/FileFolder';
import workerUrl from './opfsWorker?worker&url';
import type { OpfsWorkerService } from './opfsWorker';

export type WorkerAnswer =
  { value: unknown } | { held: number; name: string; size: number } | { problem: FileProblem | null; message: string };

/** A new worker that holds folders of the origin's private file system. */
export function startOpfsWorker(): Remote<OpfsWorkerService> {
  return wrap<OpfsWorkerService>(new Worker(workerUrl, { type: 'module' }));
}

function unwrap(answer: WorkerAnswer): unknown {
  if (!('problem' in answer)) return 'value' in answer ? answer.value : answer;
  throw answer.problem ? new FileError(answer.problem, answer.message) : new Error(answer.message);
}

/** A folder that lies in a worker, as tests of the page hold it. Locks are taken by the page: they hold for the origin. */
export class RemoteFolder implements FileFolder {
  private constructor(
    private readonly worker: Remote<OpfsWorkerService>,
    private readonly at: number,
    readonly name: string,
    private readonly path: string,
  ) {}

  static async open(worker: Remote<OpfsWorkerService>, name: string): Promise<RemoteFolder> {
    const { held } = unwrap((await worker.open(name)) as WorkerAnswer) as { held: number };
    return new RemoteFolder(worker, held, name, name);
  }

  async folder(name: string): Promise<FileFolder> {
    const { held } = (await this.call('folder', [name])) as { held: number };
    return new RemoteFolder(this.worker, held, name, `${this.path}/${name}`);
  }

  async list(): Promise<FolderEntry[]> {
    return (await this.call('list', [])) as FolderEntry[];
  }

  async open(name: string): Promise<OpenFile | null> {
    const file = (await this.call('open', [name])) as { held: number; size: number } | null;
    if (!file) return null;
    const call = async <T>(method: string, parts: unknown[]) => (await this.call(method, parts, file.held)) as T;
    return {
      size: file.size,
      handle: '',
      read: (start, end) => call('read', [start, end]),
      readMany: (starts, length) => call('readMany', [starts, length]),
      close: () => call('close', []),
    };
  }

  async write(name: string, content: 'keep' | 'empty'): Promise<FileWriter> {
    const { held, size } = (await this.call('write', [name, content])) as { held: number; size: number };
    const call = async (method: string, parts: unknown[]): Promise<void> => {
      await this.call(method, parts, held);
      if (method === 'write') writer.size = (await this.worker.size(held)) as number;
    };
    const writer = {
      size,
      write: (bytes: Uint8Array, at: number) => call('write', [bytes, at]),
      flush: () => call('flush', []),
      close: () => call('close', []),
    };
    return writer;
  }

  async move(name: string, to: FileFolder): Promise<void> {
    await this.call('move', [name, (to as RemoteFolder).at]);
  }

  async remove(name: string): Promise<void> {
    await this.call('remove', [name]);
  }

  async exclusive<T>(task: string, run: () => Promise<T>): Promise<T> {
    return await navigator.locks.request(`${this.path}:${task}`, run);
  }

  private async call(method: string, parts: unknown[], at = this.at): Promise<unknown> {
    return unwrap((await this.worker.call(at, method, parts)) as WorkerAnswer);
  }
}
