import type { FileFolder } from '../../engine/files/FileFolder';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import { verifyEvent } from '../../verdicts/verifyEvent';
import type { LedgerCopy } from './LedgerCopy';

const eventsFile = 'events.jsonl';
const contentId = /^[0-9a-f]{64}$/;

/** The copy as files of lines that only grow, events as JSON. Tabs take turns. */
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
    await this.#exclusive((folder) => appendEvents(folder, events));
  }

  catchUp(): Promise<void> {
    return this.#exclusive(async (folder) => {
      const copied = new Set((await readEvents(folder)).map(({ id }) => id));
      const missing = (await this.#ledgerEvents()).filter(({ id }) => !copied.has(id));
      await appendEvents(folder, missing);
    });
  }

  events(): Promise<LedgerEvent[]> {
    return this.#exclusive(readEvents);
  }

  addSeen(record: string, pairs: string[]): Promise<void> {
    return this.#exclusive((folder) => appendLines(folder, seenFile(record), pairs));
  }

  seen(record: string): Promise<string[]> {
    return this.#exclusive(async (folder) => {
      const lines = await readLines(folder, seenFile(record));
      return [...new Set(lines.filter((line) => contentId.test(line)))];
    });
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

function seenFile(record: string): string {
  return `${record}.txt`;
}

function appendEvents(folder: FileFolder, events: readonly LedgerEvent[]): Promise<void> {
  return appendLines(
    folder,
    eventsFile,
    events.map((event) => JSON.stringify(event)),
  );
}

/** Each line follows a line end, so that one cut short by a kill spoils no other. */
async function appendLines(folder: FileFolder, name: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const writer = await folder.write(name, 'keep');
  try {
    await writer.write(new TextEncoder().encode(`\n${lines.join('\n')}`), writer.size);
    await writer.flush();
  } finally {
    await writer.close();
  }
}

async function readEvents(folder: FileFolder): Promise<LedgerEvent[]> {
  const events = (await readLines(folder, eventsFile)).flatMap(eventOf);
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

async function readLines(folder: FileFolder, name: string): Promise<string[]> {
  const file = await folder.open(name);
  if (!file) return [];
  try {
    return new TextDecoder().decode(await file.read(0, file.size)).split('\n');
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
