import { canonicalJson } from '../../canonicalJson';
import type { ExportRow } from '../ExportRow';
import { textChunks } from '../textChunks';
import { jsonlFile } from './jsonlFile';
import { evenMessages } from './messageRows';
import { parquetFile, type ParquetColumn } from './parquetFile';
import type { ExportFile, Profile, ProfileInput, Refusal } from './Profile';
import { isWellFormed, refuseHalfCharacters } from './refuse';
import { csvCell } from '../csvCell';

/** The columns of a pair with all that is known of it. `first` and `second` are in canonical order, like `strength`. */
const columnNames = [
  'pair_id',
  'prompt',
  'first',
  'second',
  'label',
  'label_origin',
  'strength',
  'first_share',
  'annotators',
  'original_label',
  'source',
  'item_id',
  'silver',
  'verdicts',
  'rewards',
] as const;

type EverythingRow = Record<(typeof columnNames)[number], unknown>;

const messageColumns: readonly string[] = ['prompt', 'first', 'second'];
const numberColumns: readonly string[] = ['strength', 'first_share', 'annotators'];
/** Lists and objects that tables hold as JSON in a text. */
const jsonColumns: readonly string[] = ['silver', 'verdicts', 'rewards'];

function everythingRow({ pair, label, given }: ExportRow, withThinking: boolean): EverythingRow {
  return {
    pair_id: pair.id,
    prompt: evenMessages(pair.prompt, withThinking),
    first: evenMessages(pair.first.messages, withThinking),
    second: evenMessages(pair.second.messages, withThinking),
    label: label?.outcome ?? null,
    label_origin: label?.origin ?? null,
    strength: label?.strength ?? null,
    first_share: label?.firstShare ?? null,
    annotators: label?.annotators ?? 0,
    original_label: pair.label,
    source: pair.source,
    item_id: pair.itemId,
    silver: given.silver,
    verdicts: given.events.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    rewards: given.rewards.toSorted((one, other) => (one.checkpoint < other.checkpoint ? -1 : 1)),
  };
}

function everything(
  words: Pick<Profile, 'title' | 'about' | 'refuses'>,
  file: (input: ProfileInput) => ExportFile,
): Profile {
  return {
    ...words,
    takes: 'everything',
    cannotSay: [],
    strength: 'always',
    provenance: 'own',
    files: (input) => [file(input)],
  };
}

export const everythingJsonlProfile = everything(
  {
    title: 'Everything as JSONL',
    about: 'Every pair with its label, verdicts and rewards, one a line. Comes back in as it left.',
    refuses: () => null,
  },
  ({ name, rows, survey }) => jsonlFile(`${name}.jsonl`, rows, (row) => [everythingRow(row, survey.thinking)]),
);

export const everythingCsvProfile = everything(
  {
    title: 'Everything as CSV',
    about: 'Every pair with its label, verdicts and rewards, one a row; messages are JSON in their cells.',
    refuses: refuseHalfSource,
  },
  (input) => ({ path: `${input.name}.csv`, type: 'text/csv', chunks: () => textChunks(csvLines(input)) }),
);

export const everythingParquetProfile = everything(
  {
    title: 'Everything as Parquet',
    about: 'Every pair with its label, verdicts and rewards; messages are lists of structs, verdicts and rewards JSON.',
    refuses: (row) => refuseHalfSource(row) ?? refuseHalfCharacters(row),
  },
  ({ name, rows, survey }) =>
    parquetFile(`${name}.parquet`, parquetColumns(survey.thinking), () => tableRows(rows, survey.thinking)),
);

function refuseHalfSource({ pair }: ExportRow): Refusal | null {
  return isWellFormed(pair.source) ? null : 'half_character';
}

function parquetColumns(withThinking: boolean): ParquetColumn[] {
  const messages = withThinking ? 'messages with thinking' : 'messages';
  return columnNames.map((name) => {
    if (messageColumns.includes(name)) return { name, kind: messages };
    return { name, kind: numberColumns.includes(name) ? 'number' : 'text' };
  });
}

async function* tableRows(rows: ProfileInput['rows'], withThinking: boolean): AsyncGenerator<EverythingRow> {
  for await (const row of rows()) {
    const fields = everythingRow(row, withThinking);
    for (const name of columnNames) if (jsonColumns.includes(name)) fields[name] = jsonOrNull(fields[name]);
    yield fields;
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : canonicalJson(value);
}

async function* csvLines({ rows, survey }: ProfileInput): AsyncGenerator<string> {
  yield `${columnNames.join(',')}\r\n`;
  for await (const row of rows()) {
    const fields = everythingRow(row, survey.thinking);
    yield `${columnNames.map((name) => csvCell(fields[name])).join(',')}\r\n`;
  }
}
