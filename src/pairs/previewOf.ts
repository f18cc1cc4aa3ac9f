import type { Message } from './Message';

const previewLength = 160;

/** The beginning of the last user turn (else of the last turn) in one line, at most 160 UTF-16 units, "…" where more follows. */
export function previewOf(prompt: Message[]): string {
  const content = (prompt.findLast((message) => message.role === 'user') ?? prompt.at(-1))?.content ?? '';
  // White space is folded on what can be seen only: a prompt may have 200,000 characters.
  const line = content.slice(0, 4096).replace(/\s+/g, ' ').trim();
  if (line.length <= previewLength && content.length <= 4096) return line;
  return `${line.slice(0, previewLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
