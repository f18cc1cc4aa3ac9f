/** The twelve kinds of task of Skywork-Reward-V2 (section 2, the Magpie taxonomy). */
export const taskCategories = [
  'information_seeking',
  'coding_debugging',
  'advice_seeking',
  'math',
  'creative_writing',
  'reasoning',
  'planning',
  'data_analysis',
  'editing',
  'role_playing',
  'brainstorming',
  'other',
] as const;

/** Whether facts decide between the responses, or taste does. */
export const objectivities = ['objective', 'subjective'] as const;

export const controversialities = ['low', 'medium', 'high'] as const;

export type TaskCategory = (typeof taskCategories)[number];
export type Objectivity = (typeof objectivities)[number];
export type Controversiality = (typeof controversialities)[number];
