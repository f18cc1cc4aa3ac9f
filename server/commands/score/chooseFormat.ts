import type { ByteSource } from '../../../src/pairs/ByteSource';
import type { ColumnMapping } from '../../../src/pairs/ColumnMapping';
import { FileError, type Container } from '../../../src/pairs/containers/sniffContainer';
import { formats } from '../../../src/pairs/formats/detectFormat';
import type { Format } from '../../../src/pairs/formats/Format';
import { mappedFormat } from '../../../src/pairs/formats/mappedFormat';
import { suggestMapping } from '../../../src/pairs/formats/suggestMapping';
import { readHead } from '../../../src/pairs/readHead';
import { CommandError, exitCodes } from '../CommandError';
import { mappingText, parseMapping } from './mappingText';

/** How the rows of the input are read. */
export interface ChosenFormat {
  container: Container;
  jsonCells: string[];
  format: Format;
  /** The column that names a row's source; null: the usual ones. */
  source: string | null;
  /** Whether a person named the format, so that it counts for every row. */
  isForced: boolean;
  /** What a journal compares: the format's name or the mapping as text. */
  key: string;
}

/**
 * The shape of a file, detected as the studio detects it, or as `--format` says.
 * @param named the name of a format, a mapping of columns, or null
 * @throws CommandError where the shape is not known; the message names the columns and what to write
 */
export async function chooseFormat(source: ByteSource, name: string, named: string | null): Promise<ChosenFormat> {
  const mapping = named?.includes('=') ? parseMapping(named) : null;
  const forced = named !== null && mapping === null ? formatNamed(named) : null;
  try {
    const head = await readHead(source, name, mapping);
    const { container, jsonCells, rows } = head;
    const format = mapping !== null ? mappedFormat(mapping) : (forced ?? head.format);
    const columns = rows.map((row) => row.columns);
    if (format === null) throw unknownShape(name, [...new Set(columns.flatMap(Object.keys))], suggestMapping(columns));
    const key = mapping === null ? format.name : mappingText(mapping);
    return { container, jsonCells, format, source: mapping?.source ?? null, isForced: named !== null, key };
  } catch (error) {
    throw error instanceof FileError ? new CommandError(error.message) : error;
  }
}

function formatNamed(name: string): Format {
  const format = formats.find((known) => known.name === name);
  if (format) return format;
  throw new CommandError(
    `--format ${name} is no known format. Known: ${formats.map((known) => known.name).join(', ')}; ` +
      'or name columns: "prompt=COLUMN,chosen=COLUMN,rejected=COLUMN".',
    exitCodes.usage,
  );
}

function unknownShape(name: string, columns: string[], suggested: ColumnMapping | null): CommandError {
  const shown = columns.slice(0, 20).join(', ') + (columns.length > 20 ? `, and ${columns.length - 20} more` : '');
  const example = suggested === null ? 'prompt=COLUMN,chosen=COLUMN,rejected=COLUMN' : mappingText(suggested);
  const guess =
    suggested === null ? 'Say which column holds what' : 'Say which column holds what; by their names perhaps';
  return new CommandError(`${name} has no known shape. Its columns: ${shown}. ${guess}: --format "${example}".`);
}
