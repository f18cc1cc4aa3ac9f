import type { DataSet } from '../../pairs/DataSet';
import type { ExportRequest, LengthLimit, TokenizerChoice } from '../../pairs/export/contract';
import type { CardOptions } from '../../pairs/export/ExportOptions';
import type { Model } from '../models/Model';
import type { ExportChoices } from './exportChoices';
import { fileName } from './fileName';

export interface RequestSurroundings {
  /** Those that are here. */
  dataSets: DataSet[];
  /** Those that can count tokens. */
  models: Model[];
  /** The key of the rewards that the studio shows; null: none. */
  rewardsKey: string | null;
  card: CardOptions;
}

/** What the export worker is asked for; null where no data set is chosen. */
export function exportRequest(choices: ExportChoices, here: RequestSurroundings): ExportRequest | null {
  const { dataSets: ids, profile, maxLength, tokenizer, ...options } = choices;
  const chosen = ids === null ? here.dataSets : here.dataSets.filter(({ id }) => ids.includes(id));
  const [only, ...others] = chosen;
  if (only === undefined) return null;
  return {
    dataSets: chosen.map(({ id }) => id),
    profile,
    name: others.length === 0 ? fileName(only.name) : 'assay',
    options: { ...options, card: here.card },
    checkpoint: here.rewardsKey,
    limit: limitOf(maxLength, tokenizer === null ? null : (here.models.find(({ name }) => name === tokenizer) ?? null)),
  };
}

function limitOf(maxLength: number | null, model: Model | null): LengthLimit | null {
  return maxLength === null ? null : { maxLength, tokenizer: model === null ? null : tokenizerOf(model) };
}

function tokenizerOf({ location }: Model): TokenizerChoice {
  if (location.kind === 'url') return location;
  return { kind: 'stored', digest: location.digest, template: location.template };
}
