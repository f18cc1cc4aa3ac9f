import { createReadStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { verifyEvent } from '../../../src/verdicts/verifyEvent';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { sha256OfText } from '../../ledger/sha256OfText';
import { writeDurably } from '../pipeline/durableFile';
import { PipelineError } from '../pipeline/PipelineError';
import type { HumanPair, HumanWork } from './HumanWork';

/**
 * Human work by files: a task is a JSON Lines file below `tasks` that the studio opens as a data set, verdicts come back as ledger files
 * (a ledger's export or backup, one event a line) below `events`. For plans without a server.
 */
export class LedgerFiles implements HumanWork {
  readonly place: string;

  constructor(private readonly folder: string) {
    this.place = join(folder, 'tasks');
  }

  async assign(task: string, pairs: AsyncIterable<HumanPair>): Promise<void> {
    const path = join(this.place, `${task}.jsonl`);
    if (await stat(path).catch(() => null)) return;
    await mkdir(this.place, { recursive: true });
    let text = '';
    // The shape of Assay's own exports, without a label.
    for await (const { pair, prompt, first, second, attributes } of pairs)
      text += `${JSON.stringify({ pair_id: pair, prompt, first, second, label: '', ...(attributes && { attributes }) })}\n`;
    await writeDurably(path, text);
  }

  async *events(): AsyncGenerator<LedgerEvent> {
    const folder = join(this.folder, 'events');
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((one) => one.endsWith('.jsonl')).sort()) yield* eventsOf(join(folder, name));
  }
}

async function* eventsOf(path: string): AsyncGenerator<LedgerEvent> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    const verification = verifyEvent(parsed(text), sha256OfText);
    if (!verification.ok)
      throw new PipelineError(
        `${path}, line ${line}, is no ledger event: ${verification.reason} Nothing of it was used.`,
      );
    yield verification.event;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
