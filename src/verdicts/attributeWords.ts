import type { Controversiality, Objectivity, TaskCategory } from './attributeValues';

/** The attributes' values in the words of the screen, in the order in which they are offered. */
export const categoryWords: Readonly<Record<TaskCategory, string>> = {
  information_seeking: 'Information seeking',
  coding_debugging: 'Coding and debugging',
  advice_seeking: 'Advice seeking',
  math: 'Math',
  creative_writing: 'Creative writing',
  reasoning: 'Reasoning',
  planning: 'Planning',
  data_analysis: 'Data analysis',
  editing: 'Editing',
  role_playing: 'Role playing',
  brainstorming: 'Brainstorming',
  other: 'Other',
};

export const objectivityWords: Readonly<Record<Objectivity, string>> = {
  objective: 'Objective',
  subjective: 'Subjective',
};

export const controversialityWords: Readonly<Record<Controversiality, string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
};
