import { everythingCsvProfile, everythingJsonlProfile, everythingParquetProfile } from './everything';
import { helpSteer3Profile } from './helpSteer3';
import { huggingFaceProfile } from './huggingFace';
import { llamaFactoryProfile } from './llamaFactory';
import { nemoRlProfile } from './nemoRl';
import { openRlhfProfile } from './openRlhf';
import type { Profile } from './Profile';
import { trlDpoProfile, trlRewardProfile } from './trlExplicit';
import { trlKtoProfile } from './trlKto';

/** Every shape in which pairs leave, by the name that stands in its file names. */
export const profiles = {
  'trl-reward': trlRewardProfile,
  'trl-dpo': trlDpoProfile,
  'trl-kto': trlKtoProfile,
  openrlhf: openRlhfProfile,
  llamafactory: llamaFactoryProfile,
  'nemo-rl': nemoRlProfile,
  helpsteer3: helpSteer3Profile,
  jsonl: everythingJsonlProfile,
  csv: everythingCsvProfile,
  parquet: everythingParquetProfile,
  'hugging-face': huggingFaceProfile,
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;
