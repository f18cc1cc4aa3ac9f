const lineLength = 240;

/**
 * Text from outside as a terminal may show it: what would move the cursor, colour or reorder the line is written as its code.
 * Line feeds stay.
 */
export function printable(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]|\p{Surrogate}/gu, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Text from outside in one line: white space folded, its beginning only, with how much more there is. */
export function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= lineLength) return printable(line);
  const beginning = line.slice(0, lineLength).replace(/[\ud800-\udbff]$/, '');
  return `${printable(beginning)}… (${line.length - beginning.length} more characters)`;
}
