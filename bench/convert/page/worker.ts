/** The conversion in a browser: the worker that the engine would run it in. */
import { expose } from 'comlink';
import { CheckpointStore } from '../../../src/engine/checkpoint/CheckpointStore';
import { weightFile } from '../../../src/engine/checkpoint/checkpointFiles';
import { storedSource } from '../../../src/engine/checkpoint/storedSource';
import { openOpfs } from '../../../src/store/opfs/openOpfs';
import { convertCheckpoint } from '../convertCheckpoint';
import type { ConvertWorker } from './ConvertPage';

const pieceBytes = 8 * 1024 * 1024;
const root = openOpfs('bench');
const space = () => Promise.resolve({ usedBytes: 0, quotaBytes: null, persisted: false });

const worker: ConvertWorker = {
  async store(base) {
    const startedAt = performance.now();
    const { digest } = await new CheckpointStore(() => root, { space }).add({ kind: 'url', base }, () => undefined);
    return { digest, seconds: (performance.now() - startedAt) / 1000 };
  },
  async convert(digest) {
    const source = await storedSource(await root, digest);
    const seconds = await convertCheckpoint(source, await (await root).folder('graph'));
    await source.close();
    await (await root).remove('graph');
    return seconds;
  },
  async copy(digest) {
    const startedAt = performance.now();
    const source = await storedSource(await root, digest);
    const writer = await (await root).write('copy', 'empty');
    const size = await source.size(weightFile);
    for (let start = 0; start < size; start += pieceBytes)
      await writer.write(await source.range(weightFile, start, Math.min(size, start + pieceBytes)), start);
    await writer.flush();
    await writer.close();
    const seconds = (performance.now() - startedAt) / 1000;
    await source.close();
    await (await root).remove('copy');
    return seconds;
  },
};

expose(worker);
