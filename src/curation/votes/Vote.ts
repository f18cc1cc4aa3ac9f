/** What a model, or several together, say of a pair; an abstention agrees with nobody. */
export type Vote = 'first' | 'second' | 'abstain';

/**
 * Why there is no vote. `no_valid_sample`: nothing that was answered could be read. `too_few`: fewer than the plan asks for. `tie`:
 * as many for one as for the other. `undecidable`: nobody can say, by most who answered. `divided`: no answer has the share asked for.
 */
export type AbstainedBecause = 'no_valid_sample' | 'too_few' | 'tie' | 'undecidable' | 'divided';
