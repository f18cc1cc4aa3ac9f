import { me, type PersonOf } from '../PersonOf';

/** Whose clients are whose, where they are not mine: the person's name by the client. Two clients with one name are one person. */
export type People = Readonly<Record<string, string>>;

/** The setting in which the studio keeps them. */
export const peopleSetting = 'people';

export function personOfPeople(people: People): PersonOf {
  const names = new Map(Object.entries(people));
  return (client) => names.get(client) ?? me;
}

/** The people with one client given to a name; a name without a letter means that it is mine. */
export function withClient(people: People, client: string, name: string): People {
  const others = Object.entries(people).filter(([one]) => one !== client);
  const trimmed = name.trim();
  return Object.fromEntries(trimmed === '' ? others : [...others, [client, trimmed]]);
}

/** The people with a person called otherwise: all of their clients go along. */
export function renamed(people: People, name: string, to: string): People {
  const trimmed = to.trim();
  const entries = Object.entries(people).map(([client, one]) => [client, one === name ? trimmed : one] as const);
  return Object.fromEntries(entries.filter(([, one]) => one !== ''));
}

/** What was kept of people, with what has another form left out. */
export function readPeople(kept: unknown): People {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return {};
  const entries = Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries.map(([client, name]) => [client, name.trim()]).filter(([, name]) => name !== ''));
}
