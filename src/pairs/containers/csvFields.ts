/**
 * The cells of one CSV record without its line break; null where its quotes are broken.
 *
 * @param most of so many cells: where there are more, one more is given, so that a line of delimiters fills no memory.
 */
export function csvFields(record: string, delimiter: string, most = Infinity): string[] | null {
  const fields: string[] = [];
  for (let at = 0; at <= record.length && fields.length <= most;) {
    const field = record[at] === '"' ? quoted(record, at + 1) : plain(record, at, delimiter);
    if (field === null) return null;
    if (field.end < record.length && record[field.end] !== delimiter) return null;
    fields.push(field.text);
    at = field.end + 1;
  }
  return fields;
}

interface Field {
  text: string;
  end: number;
}

function plain(record: string, from: number, delimiter: string): Field | null {
  const found = record.indexOf(delimiter, from);
  const end = found === -1 ? record.length : found;
  const text = record.slice(from, end);
  return text.includes('"') ? null : { text, end };
}

function quoted(record: string, from: number): Field | null {
  let end = record.indexOf('"', from);
  while (end !== -1 && record[end + 1] === '"') end = record.indexOf('"', end + 2);
  return end === -1 ? null : { text: record.slice(from, end).replaceAll('""', '"'), end: end + 1 };
}
