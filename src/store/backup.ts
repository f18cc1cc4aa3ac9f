import { canonicalJson } from '../pairs/canonicalJson';
import { verifyEvent } from '../verdicts/verifyEvent';
import type { LedgerEvent } from '../verdicts/VerdictEvent';
import type { Ledger, MergeReport } from './Ledger';

/** A line of a backup that is no sound event. */
export interface RejectedLine {
  /** 1-based. */
  line: number;
  reason: string;
}

export interface RestoreReport extends MergeReport {
  rejected: RejectedLine[];
}

/** All verdicts as one text: JSONL, an event a line in its canonical form, in the order of the ledger. */
export async function backupText(ledger: Ledger): Promise<string> {
  const events = await ledger.events();
  return events.map((event) => `${canonicalJson(event)}\n`).join('');
}

/** Reads a backup: every line is checked against its hash. Lines that fail are named and the others read all the same. */
export function readBackup(text: string): { events: LedgerEvent[]; rejected: RejectedLine[] } {
  const events: LedgerEvent[] = [];
  const rejected: RejectedLine[] = [];
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (read.ok) events.push(read.event);
    else rejected.push({ line: at + 1, reason: read.reason });
  }
  return { events, rejected };
}

/** Takes a backup into the ledger. Doing it twice, or into a ledger that has some of it, adds nothing twice. */
export async function restoreBackup(ledger: Ledger, text: string): Promise<RestoreReport> {
  const { events, rejected } = readBackup(text);
  return { ...(await ledger.merge(events)), rejected };
}

function readLine(line: string): ReturnType<typeof verifyEvent> {
  try {
    return verifyEvent(JSON.parse(line));
  } catch (error) {
    return { ok: false, reason: `Not a line of JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
