import type { FileFolder } from '../../engine/files/FileFolder';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import { verifyEvent } from '../../verdicts/verifyEvent';
import type { LedgerCopy } from './LedgerCopy';

const fileName = 'events.jsonl';

/** The copy as one file of JSON Lines that only grows. Tabs take turns. */
export class FolderLedgerCopy implements LedgerCopy {
  readonly #openFolder: () => Promise<FileFolder>;
  readonly #ledgerEvents: () => Promise<LedgerEvent[]>;
  #folder: Promise<FileFolder> | null = null;

  /** @param ledgerEvents all events that the ledger itself has */
  constructor(openFolder: () => Promise<FileFolder>, ledgerEvents: () => Promise<LedgerEvent[]>) {
    this.#openFolder = openFolder;
    this.#ledgerEvents = ledgerEvents;
  }

  async append(events: LedgerEvent[]): Promise<void> {
    if (events.length > 0) await this.#exclusive((folder) => appendLines(folder, events));
  }

  catchUp(): Promise<void> {
    return this.#exclusive(async (folder) => {
      const copied = new Set((await readEvents(folder)).map(({ id }) => id));
      const missing = (await this.#ledgerEvents()).filter(({ id }) => !copied.has(id));
      if (missing.length > 0) await appendLines(folder, missing);
    });
  }

  events(): Promise<LedgerEvent[]> {
    return this.#exclusive(readEvents);
  }

  async #exclusive<Result>(work: (folder: FileFolder) => Promise<Result>): Promise<Result> {
    const opening = (this.#folder ??= this.#openFolder());
    const folder = await opening.catch((error: unknown) => {
      this.#folder = null;
      throw error;
    });
    return folder.exclusive('copy', () => work(folder));
  }
}

/** Each line follows a line end, so that one cut short by a kill spoils no other. */
async function appendLines(folder: FileFolder, events: readonly LedgerEvent[]): Promise<void> {
  const writer = await folder.write(fileName, 'keep');
  try {
    const text = events.map((event) => `\n${JSON.stringify(event)}`).join('');
    await writer.write(new TextEncoder().encode(text), writer.size);
    await writer.flush();
  } finally {
    await writer.close();
  }
}

async function readEvents(folder: FileFolder): Promise<LedgerEvent[]> {
  const file = await folder.open(fileName);
  if (!file) return [];
  try {
    const lines = new TextDecoder().decode(await file.read(0, file.size)).split('\n');
    return [...new Map(lines.flatMap(eventOf).map((event) => [event.id, event])).values()];
  } finally {
    await file.close();
  }
}

/** Nothing where the line was cut short or altered. */
function eventOf(line: string): LedgerEvent[] {
  try {
    const verification = verifyEvent(JSON.parse(line));
    return verification.ok ? [verification.event] : [];
  } catch {
    return [];
  }
}
