import {
  closeSync,
  cpSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { LedgerStore } from '../../../server/ledger/LedgerStore';
import { openLedgerStore } from '../../../server/ledger/openLedgerStore';
import type { TortureDatabase } from './TortureDatabase';

/** Real SQLite files. A crash is a copy of them as they lie there, with an end of the log that may be cut off or wrong. */
export async function sqliteTorture(folder: string, random: () => number): Promise<TortureDatabase> {
  const empty = join(folder, 'empty');
  await (await openLedgerStore(empty, undefined)).close();
  let number = 0;
  const place = () => join(folder, `at-${number}`);
  const log = () => join(place(), 'ledger', 'ledger.sqlite-wal');
  const written = () => (existsSync(log()) ? statSync(log()).size : 0);
  const begin = (from: string) => {
    const before = place();
    number++;
    mkdirSync(place(), { recursive: true });
    cpSync(from, place(), { recursive: true });
    return before;
  };
  const closed = async (store: LedgerStore, before: string) => {
    await store.close();
    rmSync(before, { recursive: true, force: true });
  };
  begin(empty);
  return {
    open: () => openLedgerStore(place(), undefined),
    async crash(store, during) {
      const durable = written();
      await during?.();
      const before = begin(place());
      // What a kill leaves: the memory that tells where the log ends is written anew from the log.
      rmSync(join(place(), 'ledger', 'ledger.sqlite-shm'), { force: true });
      if (during && written() > durable) tear(log(), durable, random);
      await closed(store, before);
    },
    async clear(store) {
      await closed(store, begin(empty));
    },
    async reset() {
      rmSync(begin(empty), { recursive: true, force: true });
    },
  };
}

/** Cuts the file somewhere after `from`, or changes some bytes there, or leaves it whole. */
function tear(path: string, from: number, random: () => number): void {
  const size = statSync(path).size;
  const file = openSync(path, 'r+');
  const somewhere = () => from + Math.floor(random() * (size - from));
  if (random() < 0.6) ftruncateSync(file, somewhere());
  else if (random() < 0.8) {
    const bytes = 1 + Math.floor(random() * 40);
    for (let at = 0; at < bytes; at++) writeSync(file, Buffer.from([random() * 256]), 0, 1, somewhere());
  }
  closeSync(file);
}
