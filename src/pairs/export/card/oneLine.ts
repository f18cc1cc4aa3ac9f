/** Text from outside on one line: each run of white space is one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
