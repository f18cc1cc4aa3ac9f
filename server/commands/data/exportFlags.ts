import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AnnotatorFold, ExportOptions, LabelChoice } from '../../../src/pairs/export/ExportOptions';
import { defaultOptions } from '../../../src/pairs/export/ExportOptions';
import { profiles, type ProfileName } from '../../../src/pairs/export/profiles/profiles';
import { foldNames } from '../../../src/verdicts/folds/FoldName';
import { wholeNumber } from '../modelOptions';

/** What `convert-data` and `export` ask of an export. */
export interface ExportFlags {
  to: ProfileName;
  out: string;
  name?: string;
  labels?: Extract<LabelChoice, 'gold' | 'original' | 'corrected'>;
  verdicts?: string;
  annotators: AnnotatorFold;
  ties: 'out' | 'soft';
  margin?: number | true;
  provenance: boolean;
  maxLength?: number;
  tokenizer?: string;
  testShare: number;
  rowsPerShard: number;
  title?: string;
  license?: string;
  strict: boolean;
  force: boolean;
  report?: string;
  json: boolean;
}

/** Adds the options of `ExportFlags`. */
export function addExportOptions(command: Command): Command {
  return addHubCardOptions(addLabelOptions(command))
    .addOption(new Option('--to <profile>', 'shape to write').choices(Object.keys(profiles)).makeOptionMandatory())
    .requiredOption('--out <path>', 'folder for the files, or one file for the data')
    .option('--name <name>', 'beginning of the file names; that of the first input unless given')
    .option('--provenance', 'where each row comes from, in a file beside the data', false)
    .option('--max-length <tokens>', 'count pairs with more tokens than this; with --tokenizer', wholeNumber(1))
    .option('--tokenizer <folder>', 'checkpoint folder whose tokenizer and chat template count')
    .option('--report <file>', 'keep the report: .json or .md')
    .option('--strict', 'write nothing and end with 3 where the linter finds an error', false)
    .option('--force', 'replace files that are there', false)
    .option('--json', 'one JSON object on standard output at the end', false);
}

function addLabelOptions(command: Command): Command {
  const labels = new Option('--labels <which>', 'gold with --verdicts, else original, unless given');
  const annotators = new Option('--annotators <fold>', 'which of several people counts').default('newest');
  const ties = new Option('--ties <kind>', 'ties and divided people: left out, or soft labels').default('out');
  return command
    .addOption(labels.choices(['gold', 'original', 'corrected']))
    .option('--verdicts <file>', 'a backup, or another file with verdicts: makes labels gold')
    .addOption(annotators.choices(foldNames))
    .addOption(ties.choices(['out', 'soft']))
    .option('--margin [unit]', 'margin from strength: what one step is worth, 1 unless given', positiveNumber);
}

function addHubCardOptions(command: Command): Command {
  const { testShare, rowsPerShard } = defaultOptions;
  return command
    .option(
      '--test-share <share>',
      'hugging-face: part of the prompts with gold pairs kept for tests',
      share,
      testShare,
    )
    .option('--rows-per-shard <number>', 'hugging-face: rows of one Parquet file', wholeNumber(1), rowsPerShard)
    .option('--title <text>', 'hugging-face: title of the card')
    .option('--license <id>', 'hugging-face: licence of the card, such as cc-by-4.0');
}

/** The options of an export as `src/pairs/export` takes them. @param title where the flags name none */
export function optionsOf(flags: ExportFlags, title: string): ExportOptions {
  const { annotators, provenance, testShare, rowsPerShard, license = null } = flags;
  return {
    labels: flags.labels ?? (flags.verdicts === undefined ? 'original' : 'gold'),
    annotators,
    softLabels: flags.ties === 'soft',
    margin: flags.margin === true ? 1 : (flags.margin ?? null),
    provenance,
    testShare,
    rowsPerShard,
    card: { title: flags.title ?? title, license, description: '' },
  };
}

function positiveNumber(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('a number over 0 is needed.');
}

function share(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0 && number < 1) return number;
  throw new InvalidArgumentError('a number from 0 to below 1 is needed.');
}
