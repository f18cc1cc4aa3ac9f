/**
 * A spreadsheet runs a cell that begins with one of these signs as a formula, also behind a tab or a line break and in the full
 * width of East Asian fonts (OWASP, "CSV Injection").
 */
const signs = '=+\\-@\\t\\r\\n\\uff1d\\uff0b\\uff0d\\uff20';
const beginsAsFormula = new RegExp(`^'*[${signs}]`);
const isGuarded = new RegExp(`^'+[${signs}]`);

/** A text as a cell that no spreadsheet runs: with an apostrophe before a beginning that could be a formula. */
export function guardFormula(text: string): string {
  return beginsAsFormula.test(text) ? `'${text}` : text;
}

/** The text that `guardFormula` was given. */
export function unguardFormula(cell: string): string {
  return isGuarded.test(cell) ? cell.slice(1) : cell;
}
