import type { Inspection } from '../../../src/pairs/contract';
import { mappingText } from '../score/mappingText';
import { byteWords } from '../words';
import { oneLine } from './printable';

/** What a file is, for a person. */
export function inspectionWords(inspection: Inspection): string {
  const { file, bytes, containerInWords, format, columns } = inspection;
  const lines = [
    `${oneLine(file)}: ${containerInWords}, ${byteWords(bytes)}`,
    `  Shape: ${format === null ? 'not known' : `${format.title} (${format.name})`}`,
    `  Columns: ${oneLine(columns.join(', '))}`,
    ...(format === null ? unknownLines(inspection) : rowLines(inspection)),
  ];
  return `${lines.join('\n')}\n`;
}

function rowLines({ rowsInWords }: Inspection): string[] {
  if (rowsInWords.length === 0) return ['  None of the first rows can be read; --all says why.'];
  return rowsInWords.flatMap(({ line, prompt, better, worse, label }) => [
    `  Row ${line}: ${oneLine(label)}`,
    `    Prompt: ${oneLine(prompt)}`,
    `    Better: ${oneLine(better)}`,
    `    Worse:  ${oneLine(worse)}`,
  ]);
}

function unknownLines({ sampleRows, suggestedMapping }: Inspection): string[] {
  const cells = Object.entries(sampleRows[0] ?? {}).map(([name, text]) => `    ${oneLine(name)}: ${oneLine(text)}`);
  return ['  First row:', ...cells, `  ${mappingAdvice(suggestedMapping)}`];
}

/** What to write where a file's shape is not known. */
export function mappingAdvice(suggested: Inspection['suggestedMapping']): string {
  if (suggested === null)
    return 'Say which column holds what: --mapping "prompt=COLUMN,chosen=COLUMN,rejected=COLUMN".';
  return `Say which column holds what; by their names perhaps: --mapping "${oneLine(mappingText(suggested))}".`;
}
