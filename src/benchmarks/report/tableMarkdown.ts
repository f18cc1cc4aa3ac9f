/** A Markdown table. @param numeric columns that hold numbers, set to the right */
export function tableMarkdown(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[],
): string {
  const rule = head.map((_, at) => (numeric.includes(at) ? '--:' : '---'));
  return [head, rule, ...rows.map((row) => row.map(escapeCell))].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A text that comes out of files, on one line and without what would end a cell or begin an element. */
export function escapeCell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[|<]/g, (sign) => (sign === '|' ? '\\|' : '&lt;'));
}
