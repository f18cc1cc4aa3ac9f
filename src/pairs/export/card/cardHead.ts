import { oneLine } from './oneLine';

export interface CardHead {
  title: string;
  /** An identifier of the Hub such as `cc-by-4.0`; null: none is given. */
  license: string | null;
  /** Where the rows of each split lie, as a pattern below the card's folder. */
  splits: readonly { name: string; path: string }[];
}

/**
 * The beginning of a data set card in YAML, without the line that ends it. JSON texts are YAML too, whatever they hold. Source: the Hub's
 * data set cards (`configs`) and `datasets.load_dataset` on a folder.
 */
export function cardHead({ title, license, splits }: CardHead): string {
  return [
    '---',
    `pretty_name: ${JSON.stringify(oneLine(title))}`,
    ...(license === null ? [] : [`license: ${JSON.stringify(license)}`]),
    'tags:\n- preference\n- reward-model',
    'configs:\n- config_name: default\n  data_files:',
    ...splits.map(({ name, path }) => `  - split: ${name}\n    path: ${path}`),
  ].join('\n');
}
