import { canonicalJson } from '../../pairs/canonicalJson';
import { verifyEvent } from '../../verdicts/verifyEvent';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';

/** All verdict events as JSON Lines, in the order in which this browser stored them. */
export function backupText(events: LedgerEvent[]): string {
  return events.map((event) => `${canonicalJson(event)}\n`).join('');
}

export interface Backup {
  events: LedgerEvent[];
  /** Lines that hold no sound event, with the reason. They are left out, never repaired. */
  refused: { line: number; reason: string }[];
}

/** Reads a backup line by line: each event's shape and hash are checked before it may join the ledger. */
export function readBackup(text: string): Backup {
  const backup: Backup = { events: [], refused: [] };
  for (const [place, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const verification = verifyLine(line);
    if (verification.ok) backup.events.push(verification.event);
    else backup.refused.push({ line: place + 1, reason: verification.reason });
  }
  return backup;
}

function verifyLine(line: string): ReturnType<typeof verifyEvent> {
  try {
    return verifyEvent(JSON.parse(line));
  } catch {
    return { ok: false, reason: 'This line is not JSON.' };
  }
}
