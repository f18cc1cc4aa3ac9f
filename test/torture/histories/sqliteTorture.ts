import { cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerStore } from '../../../server/ledger/LedgerStore';
import { openLedgerStore } from '../../../server/ledger/openLedgerStore';
import { seededNumbers } from '../../support/seededNumbers';
import { tearFile } from '../tearFile';
import type { TortureDatabase } from './TortureDatabase';

/** Real SQLite files. A crash is a copy of them as they lie there, with an end of the log that may be cut off or wrong. */
export async function sqliteTorture(folder: string, seed: number): Promise<TortureDatabase> {
  let random = seededNumbers(seed);
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
      if (during && written() > durable) tearFile(log(), durable, random);
      await closed(store, before);
    },
    async clear(store) {
      await closed(store, begin(empty));
    },
    async reset() {
      rmSync(begin(empty), { recursive: true, force: true });
      // A history alone is torn as it is among others.
      random = seededNumbers(seed);
    },
  };
}
