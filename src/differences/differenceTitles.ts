/** What each difference is called on screens, by its code, in the order in which differences are shown. */
export const differenceTitles = {
  turns: 'Turns',
  refusal: 'Refusal',
  language: 'Language',
  unfinished: 'Ending',
  figures: 'Figures',
  dates: 'Dates',
  names: 'Names',
  links: 'Links',
  identifiers: 'Identifiers',
  code: 'Code',
  format: 'Format',
  length: 'Length',
  tone: 'Tone',
  address: 'Address',
  reasoning: 'Reasoning',
  wording: 'Wording',
} as const;

export type DifferenceCode = keyof typeof differenceTitles;
