import { v7 as uuid } from 'uuid';
import { draftVerdict } from '../../../src/verdicts/draftVerdict';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import { sealEvent } from '../../../src/verdicts/sealEvent';
import type { LedgerEvent, VerdictData } from '../../../src/verdicts/VerdictEvent';
import type { Choice } from '../../../src/verdicts/VerdictEvent';
import { madeData } from '../../verdicts/madeEvents';

/** Somebody in another browser, with a ledger of their own. */
export class Colleague {
  readonly client = uuid();
  readonly events: LedgerEvent[] = [];
  readonly #storeId = uuid();
  readonly #fold = new LabelFold();

  /** Gives a blind verdict as the studio would. */
  judge(pair: string, choice: Choice, change: Partial<VerdictData> = {}): void {
    const seq = this.events.length + 1;
    const at = new Date(Date.UTC(2026, 10, 20) + seq * 60_000).toISOString();
    const draft = draftVerdict(this.#fold, pair, madeData(choice, change));
    const event = sealEvent(draft, { id: uuid(), storeId: this.#storeId, client: this.client, seq, at });
    this.#fold.add([event]);
    this.events.push(event);
  }

  /** The ledger as a file: an event a line. */
  file(name: string, ...more: string[]): File {
    return new File([[...this.events.map((event) => JSON.stringify(event)), ...more].join('\n')], name);
  }
}
