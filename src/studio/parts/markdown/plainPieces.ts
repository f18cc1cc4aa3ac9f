import { controlMark, controlRuns } from './controlNames';

/** A stretch of text as it is, or the mark of control characters that stood there. */
export interface Segment {
  text: string;
  control: boolean;
}

/** UTF-16 units of one piece: small enough to be laid out within a frame. */
const pieceLength = 4_000;

/** The last place up to `end` where a break is least felt: after a line, else after a space, else between two characters. */
function breakBefore(text: string, start: number, end: number): number {
  const line = text.lastIndexOf('\n', end - 1);
  if (line > start) return line + 1;
  const space = text.lastIndexOf(' ', end - 1);
  if (space > start) return space + 1;
  const splitsCharacter = /[\ud800-\udbff]/.test(text.charAt(end - 1)) && /[\udc00-\udfff]/.test(text.charAt(end));
  return splitsCharacter ? end - 1 : end;
}

/** A text in pieces that join to the whole again: a browser lays out many small blocks faster than a large one. */
export function plainPieces(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + pieceLength;
    const next = end >= text.length ? text.length : breakBefore(text, start, end);
    pieces.push(text.slice(start, next));
    start = next;
  }
  return pieces;
}

/** A piece as text and marks. The line break at its end is left out: the block that shows it ends the line. */
export function segments(piece: string): Segment[] {
  const shown = piece.replace(/\r?\n$/, '');
  const found: Segment[] = [];
  let from = 0;
  for (const match of shown.matchAll(controlRuns)) {
    if (match.index > from) found.push({ text: shown.slice(from, match.index), control: false });
    found.push({ text: controlMark(match[0]), control: true });
    from = match.index + match[0].length;
  }
  if (from < shown.length) found.push({ text: shown.slice(from), control: false });
  return found;
}
