import { expose } from 'comlink';
import { FileError } from '../../../src/engine/files/FileError';
import { openOpfs } from '../../../src/store/opfs/openOpfs';
import type { WorkerAnswer } from './RemoteFolder';

/** Folders, files and writers that the page holds by number. */
const held: unknown[] = [];

function answer(value: unknown): WorkerAnswer {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    return { value };
  const { name = '', size = 0 } = value as { name?: string; size?: number };
  return { held: held.push(value) - 1, name, size };
}

async function run(work: () => unknown): Promise<WorkerAnswer> {
  try {
    return answer(await work());
  } catch (error) {
    return { problem: error instanceof FileError ? error.problem : null, message: String(error) };
  }
}

const service = {
  open: (name: string) => run(() => openOpfs(name)),
  call: (at: number, method: string, parts: unknown[]) =>
    run(async () => {
      const target = held[at] as Record<string, (...parts: unknown[]) => unknown>;
      const given = method === 'move' ? [parts[0], held[parts[1] as number]] : parts;
      return target[method]?.(...given);
    }),
  size: (at: number) => (held[at] as { size: number }).size,
};

export type OpfsWorkerService = typeof service;

expose(service);
