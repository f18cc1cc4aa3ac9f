/**
 * The person whose events a client's are. A client is one browser profile; a person may have several. `me` is the person who
 * sits here, and whoever is not said to be somebody else.
 */
export type PersonOf = (client: string) => string;

export const me = '';

/** Everything is this person's own. */
export const onlyMe: PersonOf = () => me;
