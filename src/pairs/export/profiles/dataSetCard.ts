import { cardHead } from '../card/cardHead';
import { goldSentence } from '../card/goldSentence';
import { markdownCell } from '../card/markdownCell';
import { markdownTable } from '../card/markdownTable';
import { oneLine } from '../card/oneLine';
import { trainPart } from '../card/trainPart';
import { stayOutReasons } from '../stayOutReasons';
import type { Survey } from '../Survey';
import type { ParquetColumn } from './parquetFile';
import type { ProfileInput } from './Profile';

export interface CardSplit {
  name: 'train' | 'test';
  survey: Survey;
  /** UTF-8 bytes of all texts: about what the split needs in memory. `datasets` wants a size beside the number of rows. */
  bytes: number;
  columns: readonly ParquetColumn[];
}

/** The README of a data set folder: what the Hub and `datasets` read of it as YAML, and what people should know. */
export function dataSetCard(input: ProfileInput, splits: readonly CardSplit[]): string {
  const { card } = input.options;
  const parts = [
    `# ${oneLine(card.title)}`,
    card.description.trim(),
    'Preference pairs: a prompt, the better response (`chosen`) and the worse (`rejected`), all of them messages with role and content.',
    markdownTable(
      ['Split', 'Pairs', 'Gold', 'Silver', 'Original'],
      splits.map(({ name, survey }) => [name, survey.rows, ...originsOf(survey)]),
    ),
    labelsPart(input),
    sourcesPart(splits),
    howJudged(input, splits),
    stayOutPart(input.survey),
    trainPart,
    limits(input),
  ];
  return `${yaml(input, splits)}\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function originsOf({ origins }: Survey): number[] {
  return [origins.get('gold') ?? 0, origins.get('silver') ?? 0, origins.get('original') ?? 0];
}

function yaml({ options: { card } }: ProfileInput, splits: readonly CardSplit[]): string {
  return [
    cardHead({ ...card, splits: splits.map(({ name }) => ({ name, path: `data/${name}-*.parquet` })) }),
    'dataset_info:\n  features:',
    ...(splits[0]?.columns ?? []).map(feature),
    '  splits:',
    ...splits.map(
      ({ name, survey, bytes }) => `  - name: ${name}\n    num_bytes: ${bytes}\n    num_examples: ${survey.rows}`,
    ),
    '---',
  ].join('\n');
}

function feature({ name, kind }: ParquetColumn): string {
  if (kind === 'number' || kind === 'text')
    return `  - name: ${name}\n    dtype: ${kind === 'text' ? 'string' : 'float64'}`;
  const fields = kind === 'messages' ? ['role', 'content'] : ['role', 'content', 'thinking'];
  return `  - name: ${name}\n    list:\n${fields.map((field) => `    - name: ${field}\n      dtype: string`).join('\n')}`;
}

function labelsPart({ options, survey }: ProfileInput): string {
  const margin =
    options.margin === null
      ? ''
      : ` \`margin\` is the strength (1 slightly, 2 clearly, 3 much better) times ${options.margin}.`;
  return [
    '## Labels',
    `Which labels: ${options.labels}. ${goldSentence(options.annotators)}${margin}`,
    survey.withStrength > 0 && options.provenance ? 'Labels have a strength, which stands in the provenance.' : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function sourcesPart(splits: readonly CardSplit[]): string {
  const rows = [...sum(splits, ({ sources }) => sources)].map(([source, pairs]) => [source || '(none)', pairs]);
  return rows.length === 0 ? '' : `## Sources\n\n${markdownTable(['Source', 'Pairs'], rows)}`;
}

function howJudged({ options }: ProfileInput, splits: readonly CardSplit[]): string {
  const protocols = sum(splits, (survey) => survey.protocols).map(([protocol, verdicts]) => [protocol, verdicts]);
  const scorers = [...new Set(splits.flatMap(({ survey }) => [...survey.checkpoints]))].sort();
  const parts = [
    protocols.length === 0 ? '' : markdownTable(['Protocol', 'Verdicts'], protocols),
    scorers.length === 0 || !options.provenance
      ? ''
      : `Rewards in the provenance are of ${scorers.map(markdownCell).join(', ')}.`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ['## How it was judged', ...parts].join('\n\n');
}

function stayOutPart(survey: Survey): string {
  const rows = survey.stayOut().map(({ reason, pairs }) => [stayOutReasons[reason], pairs]);
  return rows.length === 0 ? '' : `## Left out\n\n${markdownTable(['Why', 'Pairs'], rows)}`;
}

function limits({ options, survey }: ProfileInput): string {
  const soft =
    options.softLabels && survey.softRows > 0 ? ' They are in the file of soft labels, as shares of votes.' : '';
  const test = options.testShare > 0 ? ' No prompt of the test split is in the training split.' : '';
  return `## Limits\n\nTies and pairs whose annotators are divided have no chosen response and are not in the data.${soft}${test}`;
}

function sum(splits: readonly CardSplit[], countsOf: (survey: Survey) => Map<string, number>): [string, number][] {
  const counts = new Map<string, number>();
  for (const { survey } of splits)
    for (const [name, count] of countsOf(survey)) counts.set(name, (counts.get(name) ?? 0) + count);
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
}
