import type { CodeBlock, Reading } from './Reading';

const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)/;

/** Divides a text into prose and what stands between code fences. A fence that stays open runs to the end. */
export function splitCode(text: string): Pick<Reading, 'prose' | 'codeBlocks' | 'openFence'> {
  const prose: string[] = [];
  const codeBlocks: CodeBlock[] = [];
  let open: { mark: string; language: string; lines: string[] } | null = null;
  for (const line of text.split('\n')) {
    const found = fence.exec(line);
    if (open && found && found[2] === '' && found[1]?.startsWith(open.mark)) {
      codeBlocks.push({ language: open.language, text: open.lines.join('\n') });
      open = null;
    } else if (open) open.lines.push(line);
    else if (found) open = { mark: found[1] ?? '```', language: found[2] ?? '', lines: [] };
    else prose.push(line);
  }
  if (open) codeBlocks.push({ language: open.language, text: open.lines.join('\n') });
  return { prose: prose.join('\n'), codeBlocks, openFence: open !== null };
}
