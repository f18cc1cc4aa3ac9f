import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealEvent } from '../../../../src/verdicts/sealEvent';
import type { Choice, LedgerEvent } from '../../../../src/verdicts/VerdictEvent';
import { goodness } from './ScriptedMachines';
import { sha256OfText } from '../../../../server/ledger/sha256OfText';

/** The same id for the same words, in the form of a UUID of version 7. */
function idOf(...words: string[]): string {
  const hex = sha256OfText(words.join('\n'));
  return `01900000-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-8${hex.slice(7, 10)}-${hex.slice(10, 22)}`;
}

/** A blind verdict with all that gold asks for. */
export function verdictOf(pair: string, choice: Choice, person = 'one', seq = 1): LedgerEvent {
  const data = {
    choice,
    visibility: 'blind',
    left: 'first',
    rationale: '',
    reasons: [],
    elapsedMs: 20_000,
    queueReason: 'task',
    protocol: 'test@1',
  } as const;
  const place = {
    id: idOf('event', pair, person),
    storeId: idOf('store'),
    client: idOf('client', person),
    seq,
    at: '2026-01-01T00:00:00.000Z',
  };
  return sealEvent({ type: 'verdict', pair, supersedes: [], data: { ...data, reasons: [] } }, place);
}

export const preference = (first: boolean): Choice => ({ kind: 'preference', strength: first ? -2 : 2 });

/** People judge every task that lies there, as they see it. Returns how many pairs they judged. */
export async function judgeTasks(
  folder: string,
  judge = (first: string, second: string) => preference(goodness(first) > goodness(second)),
): Promise<number> {
  const names = await readdir(join(folder, 'tasks')).catch(() => []);
  const events = new Map<string, string>();
  for (const name of names.sort()) {
    for (const line of (await readFile(join(folder, 'tasks', name), 'utf8'))
      .split('\n')
      .filter((text) => text !== '')) {
      const { pair_id, first, second } = JSON.parse(line) as { pair_id: string; first: object; second: object };
      const choice = judge(JSON.stringify(first), JSON.stringify(second));
      events.set(pair_id, JSON.stringify(verdictOf(pair_id, choice, 'one', events.size + 1)));
    }
  }
  await mkdir(join(folder, 'events'), { recursive: true });
  await writeFile(join(folder, 'events', 'people.jsonl'), [...events.values()].map((text) => `${text}\n`).join(''));
  return events.size;
}
