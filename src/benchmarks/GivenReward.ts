/**
 * What there is of a response: its reward; NaN where the model gave no finite number; `too_long` where the text has more
 * tokens than the model takes; null where nothing is known.
 */
export type GivenReward = number | 'too_long' | null;
