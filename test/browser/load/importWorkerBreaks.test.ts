import { expect, test } from 'vitest';
import { ImportWorker } from '../../../src/studio/load/ImportWorker';

function workerOf(code: string): Worker {
  return new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
}

test('a worker that breaks rejects the calls that wait for it, and the next call starts another', async () => {
  let started = 0;
  const worker = new ImportWorker(() => {
    started++;
    return workerOf('throw new Error("no store")');
  });
  await expect(worker.call((remote) => remote.cancel())).rejects.toThrow(/import worker broke/);
  await expect(worker.call((remote) => remote.cancel())).rejects.toThrow(/import worker broke/);
  expect(started).toBe(2);
});

test('a worker that is ended rejects the calls that wait for it', async () => {
  const worker = new ImportWorker(() => workerOf(''));
  const waiting = worker.call((remote) => remote.cancel());
  worker.end('Enough.');
  await expect(waiting).rejects.toThrow('Enough.');
});
