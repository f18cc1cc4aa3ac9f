import { canonicalJson } from '../../src/pairs/canonicalJson';
import type { Sender } from '../conformance/Sender';
import type { LoadClient } from './LoadClient';

/** Follows the ledger by its cursors over all restarts, and compares what it meets with what the clients made. */
export class LedgerReader {
  readonly #met = new Map<string, string>();
  #after = '';
  /** Events that came twice, that nobody made, or that are other than they were made. */
  altered = 0;

  constructor(
    private readonly sender: Sender,
    private readonly clients: readonly LoadClient[],
  ) {}

  get events(): number {
    return this.#met.size;
  }

  /** Reads on from where it was. */
  async read(): Promise<void> {
    const { events, next } = await this.sender.follow(this.#after);
    this.#after = next;
    for (const event of events) {
      const made = this.clients.find(({ sender }) => sender.client === event.client)?.made.get(event.id);
      if (this.#met.has(event.id) || !made || canonicalJson(made) !== canonicalJson(event)) this.altered++;
      this.#met.set(event.id, event.hash);
    }
  }

  /** Acknowledged events that the reader has not met, among those acknowledged before its last reading began. */
  lost(acked: Iterable<string>): string[] {
    return [...acked].filter((id) => !this.#met.has(id));
  }
}
