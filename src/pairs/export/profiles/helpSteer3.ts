import type { ExportRow } from '../ExportRow';
import { jsonlFile } from './jsonlFile';
import { evenMessages } from './messageRows';
import type { Profile } from './Profile';
import { refuseMoreThanTexts } from './refuse';

/** What a preference without strength is written as: the middle of the scale, "better". */
const middle = 2;

/** Source: the card of HelpSteer3 and NeMo RL's loader: -3 (response 1 much better) over 0 (equal) to 3. */
export const helpSteer3Profile: Profile = {
  title: 'HelpSteer3 preference',
  about: 'context, response1, response2 and overall_preference from -3 to 3; a label without strength is written as 2.',
  takes: 'ties',
  cannotSay: ['several turns', 'thinking'],
  strength: 'always',
  provenance: 'beside',
  refuses: refuseMoreThanTexts,
  files: (input) => [jsonlFile(`${input.name}.helpsteer3.jsonl`, input.rows, (row) => [comparedRow(row)])],
};

function comparedRow(row: ExportRow): object {
  const { pair } = row;
  return {
    context: evenMessages(pair.prompt, false),
    response1: pair.first.messages[0]?.content ?? '',
    response2: pair.second.messages[0]?.content ?? '',
    overall_preference: preferenceOf(row),
  };
}

function preferenceOf({ label }: ExportRow): number {
  if (label?.outcome === 'first') return label.strength ?? -middle;
  return label?.outcome === 'second' ? (label.strength ?? middle) : 0;
}
