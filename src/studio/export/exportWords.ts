import type { AnnotatorFold, LabelChoice } from '../../pairs/export/ExportOptions';
import type { ProfileName } from '../../pairs/export/profiles/profiles';

/** The export's choices as people read them. */
export const labelWords: Record<LabelChoice, string> = {
  gold: 'gold: verified by people, blind',
  silver: 'silver: verified by machine',
  'gold and silver': 'gold, else silver',
  original: 'original: what the source says',
  corrected: 'corrected: gold, else silver, else original',
};

export const annotatorWords: Record<AnnotatorFold, string> = {
  newest: 'the newest verdict counts',
  majority: 'more than half of them agree',
  unanimous: 'all of them agree',
  adjudicated: 'an adjudication, or all of them agree',
  dawid_skene: 'what is likelier than not (Dawid and Skene)',
};

/** The profiles by what they are for. */
export const profileGroups: { title: string; names: ProfileName[] }[] = [
  {
    title: 'For training',
    names: ['trl-reward', 'trl-dpo', 'trl-kto', 'openrlhf', 'llamafactory', 'nemo-rl', 'helpsteer3'],
  },
  { title: 'For the Hub', names: ['hugging-face'] },
  { title: 'Everything', names: ['jsonl', 'csv', 'parquet'] },
];
