import ledgerCopyUrl from '../../workers/ledgerCopy?worker&url';
import type { LedgerCopy } from '../store/copy/LedgerCopy';
import type { LedgerEvent } from '../verdicts/VerdictEvent';
import { startTrustedWorker } from './startTrustedWorker';
import { TypedWorker } from './TypedWorker';

/** The worker that keeps the second copy of the ledger. */
export class LedgerCopyWorker implements LedgerCopy {
  readonly #worker = new TypedWorker<LedgerCopy>('ledger copy', () => startTrustedWorker(ledgerCopyUrl, 'ledger-copy'));

  append = (events: LedgerEvent[]): Promise<void> => this.#worker.call((copy) => copy.append(events));
  catchUp = (): Promise<void> => this.#worker.call((copy) => copy.catchUp());
  events = (): Promise<LedgerEvent[]> => this.#worker.call((copy) => copy.events());
  addSeen = (record: string, pairs: string[]): Promise<void> =>
    this.#worker.call((copy) => copy.addSeen(record, pairs));
  seen = (record: string): Promise<string[]> => this.#worker.call((copy) => copy.seen(record));
}
