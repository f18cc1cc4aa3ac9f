/** Why pairs stay out of an export, for people. */
export const stayOutReasons = {
  tie: 'a tie, which a hard label cannot say',
  both_bad: 'both bad',
  undecidable: 'undecidable',
  divergent: 'divergent: reasonable people differ',
  skip: 'skipped',
  twice: 'the same pair from another data set leaves already',
  not_gold: 'judged, but not gold: no blind verdict says the same',
  unlabelled: 'no label of the kind that was asked for',
  divided: 'the annotators are divided',
  opposite: 'two data sets hold the same pair with opposite labels',
  no_strength: 'a label without strength, where margins are asked for',
  several_turns: 'a response of several turns, where the profile holds one text',
  thinking: 'a reasoning block beside the text, for which the profile has no place',
  turn_order: 'turns that do not alternate between user and assistant, which the trainer skips',
  role: 'a role that the trainer does not know',
  half_character: 'half a character (a lone surrogate), which the file cannot hold',
  test_prompt: 'its prompt is among those kept apart for tests, and the pair is not gold',
} as const;

export type StayOutReason = keyof typeof stayOutReasons;
