import type { Format } from './Format';
import { all, isPresent, isText } from './shapes';
import { trlMixed } from './trlMixed';

/** Tulu 3 preference mixtures: TRL mixed with the `id` and the `source` of every row. */
export const tulu3: Format = {
  name: 'tulu-3-preference',
  title: 'Whole conversations with their prompt, an id and a source (Tulu 3 preference mixture)',
  matches: (columns) => trlMixed.matches(columns) && all(columns, isText, 'source') && all(columns, isPresent, 'id'),
  read: trlMixed.read,
};
