/**
 * What stage 2 finds of a row, as bits of a byte. `decided`: the row has a label that chooses a response and a reward of both models
 * for each; without them it is neither kept nor discarded. `gold`, `best`, `llm`: who agrees with the label. `kept`: the rule's
 * outcome. `flipped`: discarded, and back with its responses swapped.
 */
export const stageTwoBits = { decided: 1, gold: 2, best: 4, llm: 8, kept: 16, flipped: 32 } as const;

/** Codes of votes in columns: `Vote` as a number, of the same value as the `labelCodes` of the response it names. */
export const voteCodes = { abstain: 0, first: 1, second: 2 } as const;
