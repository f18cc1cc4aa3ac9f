/**
 * The ways in which several people's verdicts of a pair become one label. Only gold verdicts vote.
 *
 * `newest`: the newest verdict in force, an adjudication before all others: what the studio shows. `majority`: what more than
 * half of the people say. `unanimous`: what all of them say. `adjudicated`: the newest adjudication, and what all say where
 * there is none. `dawid_skene`: what is more likely than not, each person's vote counting as much as their votes elsewhere
 * show that it can be relied on.
 */
export const foldNames = ['newest', 'majority', 'unanimous', 'adjudicated', 'dawid_skene'] as const;

export type FoldName = (typeof foldNames)[number];
