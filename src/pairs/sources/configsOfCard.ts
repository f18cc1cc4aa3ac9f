import { groupedBy } from './groupedBy';
import { isJsonObject, type JsonObject } from '../../hub/jsonObject';
import { dataFileKind } from './dataFileName';
import type { HubConfig, HubFile, HubSplit } from './HubDataSet';
import { matchesPattern } from './matchesPattern';
import { inOrder, splitOfFiles, splitsByName } from './splitsByName';

/** More patterns than that no author writes. */
const mostPatterns = 10_000;

/**
 * The configs that a card's YAML names (`configs:` with `config_name`, `data_files` or `data_dir`), with the files that their
 * patterns find; the default one first. Empty where it names none that finds a file. Every field may be anything.
 */
export function configsOfCard(card: JsonObject, files: HubFile[]): HubConfig[] {
  const entries = Array.isArray(card['configs']) ? card['configs'].filter(isJsonObject) : [];
  const budget = { patterns: mostPatterns };
  const configs = entries.map((entry) => ({ entry, config: configOf(entry, files, budget) }));
  const found = configs.filter(({ config }) => config.splits.length > 0);
  const isFirst = (entry: JsonObject) => entry['default'] === true || entry['config_name'] === 'default';
  return [...found.filter(({ entry }) => isFirst(entry)), ...found.filter(({ entry }) => !isFirst(entry))].map(
    ({ config }) => config,
  );
}

function configOf(entry: JsonObject, files: HubFile[], budget: { patterns: number }): HubConfig {
  const name = textOf(entry['config_name']) ?? 'default';
  const folder = textOf(entry['data_dir'])?.replace(/^\.?\/|\/$/g, '') ?? '';
  const inFolder = folder === '' ? files : files.filter(({ path }) => path.startsWith(`${folder}/`));
  const given = patternsOf(entry['data_files']);
  if (given.length === 0) return { name, origin: 'author', splits: folder === '' ? [] : splitsByName(inFolder) };
  const splits = groupedBy(given, ({ split }) => split);
  return {
    name,
    origin: 'author',
    splits: inOrder(
      [...splits].flatMap(([split, of]) =>
        splitOf(
          split,
          of.map(({ pattern }) => inside(folder, pattern)),
          files,
          budget,
        ),
      ),
    ),
  };
}

function inside(folder: string, pattern: string): string {
  return folder === '' ? pattern : `${folder}/${pattern}`;
}

function splitOf(name: string, patterns: string[], files: HubFile[], budget: { patterns: number }): HubSplit[] {
  const counted = patterns.slice(0, budget.patterns);
  budget.patterns -= counted.length;
  const readable = files.filter(({ path }) => dataFileKind(path) !== null);
  const found = readable.filter(({ path }) => counted.some((pattern) => matchesPattern(path, pattern)));
  return found.length === 0 ? [] : [splitOfFiles(name, found)];
}

/** A pattern, a list of them, or a list of splits with theirs; without a split they are `train`. */
function patternsOf(value: unknown): { split: string; pattern: string }[] {
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry) => {
    if (!isJsonObject(entry)) return ofSplit('train', entry);
    const split = textOf(entry['split']);
    if (split !== null) return ofSplit(split, entry['path']);
    return Object.entries(entry).flatMap(([name, paths]) => ofSplit(name, paths));
  });
}

function ofSplit(split: string, paths: unknown): { split: string; pattern: string }[] {
  const list: unknown[] = Array.isArray(paths) ? paths : [paths];
  return list.flatMap((path) => (typeof path === 'string' ? [{ split, pattern: path }] : []));
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
