/** Positions as clients see them: opaque, and good for one generation of the ledger only. */

export function writeCursor(generation: string, position: number): string {
  return Buffer.from(`${generation} ${position}`).toString('base64url');
}

/** The position, or why there is none: another generation's cursor, or none that this server gave. */
export function readCursor(cursor: string, generation: string): number | 'other_generation' | 'unreadable' {
  const match = /^(\S+) (\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) return 'unreadable';
  return match[1] === generation ? Number(match[2]) : 'other_generation';
}
