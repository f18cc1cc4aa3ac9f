import type { Format } from './Format';
import { all, isText } from './shapes';
import { trlImplicitChat } from './trlImplicitChat';

/** Skywork-Reward-Preference-80K: TRL implicit with the `source` of every row. */
export const skywork: Format = {
  name: 'skywork-preference',
  title: 'Skywork reward preference (whole conversations and a source)',
  matches: (columns) => trlImplicitChat.matches(columns) && all(columns, isText, 'source') && !('prompt' in columns),
  read: trlImplicitChat.read,
};
