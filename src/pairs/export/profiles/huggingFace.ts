import type { ExportRow } from '../ExportRow';
import { Survey } from '../Survey';
import { oneText } from '../textChunks';
import { dataSetCard, type CardSplit } from './dataSetCard';
import { marginOf } from './messageRows';
import { parquetFile, type ParquetColumn } from './parquetFile';
import type { ExportFile, Profile, ProfileInput } from './Profile';
import { messagesOf, refuseHalfCharacters } from './refuse';
import { provenanceFile } from './sidecars';
import { TestSplit } from './TestSplit';
import { explicitRow } from './trlExplicit';

type SplitName = CardSplit['name'];

/** Source: the Hub's data set cards (`configs` and `dataset_info` in YAML) and `datasets.load_dataset` on a folder. */
export const huggingFaceProfile: Profile = {
  title: 'Hugging Face data set folder',
  about:
    'README card, Parquet shards of prompt, chosen and rejected, and a test split of gold pairs kept apart by prompt.',
  takes: 'preferences',
  cannotSay: ['ties'],
  strength: 'as margin',
  provenance: 'own',
  refuses: refuseHalfCharacters,
  files,
};

async function files(input: ProfileInput): Promise<ExportFile[]> {
  const split = await TestSplit.of(input.rows(), input.options.testShare);
  const surveys = await surveySplits(input, split);
  const splits = (['train', 'test'] as const)
    .map((name): CardSplit => ({ name, ...surveys[name], columns: columnsOf(input) }))
    // A split without rows is none, but a data set has at least one.
    .filter(({ name, survey }) => survey.rows > 0 || (name === 'train' && surveys.test.survey.rows === 0));
  const card = dataSetCard(input, splits);
  return [
    { path: 'README.md', type: 'text/markdown', chunks: () => oneText(card) },
    ...splits.flatMap((one) => splitFiles(input, split, one)),
  ];
}

type SplitCounts = Pick<CardSplit, 'survey' | 'bytes'>;

/** Counts both splits, and says of the held rows that they stay out. */
async function surveySplits({ rows, survey }: ProfileInput, split: TestSplit): Promise<Record<SplitName, SplitCounts>> {
  const counts = { train: { survey: new Survey(), bytes: 0 }, test: { survey: new Survey(), bytes: 0 } };
  for await (const row of rows()) {
    const name = split.splitOf(row);
    if (name === 'held') survey.leaveOut('test_prompt', [row.pair.id]);
    else {
      counts[name].survey.take({ row, stayOut: null });
      counts[name].bytes += bytesOf(row);
    }
  }
  survey.rows = counts.train.survey.rows + counts.test.survey.rows;
  return counts;
}

function bytesOf(row: ExportRow): number {
  const encoder = new TextEncoder();
  return messagesOf(row).reduce(
    (sum, { content, thinking }) => sum + encoder.encode(content + (thinking ?? '')).length,
    0,
  );
}

function splitFiles(input: ProfileInput, split: TestSplit, { name, survey }: CardSplit): ExportFile[] {
  const { rowsPerShard, provenance } = input.options;
  const rows = () => rowsOf(input.rows(), split, name);
  const shards = Math.max(1, Math.ceil(survey.rows / rowsPerShard));
  const files = Array.from({ length: shards }, (_, at) => {
    const path = `data/${name}-${padded(at)}-of-${padded(shards)}.parquet`;
    return parquetFile(path, columnsOf(input), () => shardRows(rows(), input, at));
  });
  return provenance ? [...files, provenanceFile(`provenance/${name}.jsonl`, rows)] : files;
}

function padded(number: number): string {
  return String(number).padStart(5, '0');
}

async function* rowsOf(rows: AsyncIterable<ExportRow>, split: TestSplit, name: SplitName): AsyncGenerator<ExportRow> {
  for await (const row of rows) if (split.splitOf(row) === name) yield row;
}

async function* shardRows(rows: AsyncIterable<ExportRow>, input: ProfileInput, shard: number) {
  const { rowsPerShard } = input.options;
  let at = 0;
  for await (const row of rows) {
    if (Math.floor(at / rowsPerShard) > shard) return;
    if (Math.floor(at++ / rowsPerShard) === shard)
      yield { ...explicitRow(row, input), ...marginOf(row, input.options) };
  }
}

function columnsOf({ survey, options }: ProfileInput): ParquetColumn[] {
  const kind = survey.thinking ? 'messages with thinking' : 'messages';
  const columns: ParquetColumn[] = ['prompt', 'chosen', 'rejected'].map((name) => ({ name, kind }));
  return options.margin === null ? columns : [...columns, { name: 'margin', kind: 'number' }];
}
