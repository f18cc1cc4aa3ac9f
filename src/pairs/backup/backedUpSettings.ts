import type { Json } from '../Json';

/**
 * Settings that a backup holds: how columns are read, views, who is who, the team's protocol, seeds and orders of queues, what was seen, how the studio looks, which rewards came in files. Not checkpoints, and no
 * address of a hub: a backup of somebody else's must not say where tokens are sent.
 */
const names = ['preferences', 'saved-views', 'people', 'protocol', 'brought-models'];
const prefixes = ['mapping:', 'queue-seed:', 'queue-plan:'];
/** Pieces of the lists of pairs whose label or rewards, or others' verdicts, were seen; a backup holds them as one list. */
const revealedPrefixes = ['revealed-pairs:', 'others-seen-pairs:'];

export function isBackedUp(name: string): boolean {
  return names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));
}

/** What `settings.json` holds. */
export interface BackedUpSettings {
  settings: { [name: string]: Json };
  revealed: string[];
}

/** The settings that are backed up, by name; their order is that of their names. */
export function backedUp(all: ReadonlyMap<string, unknown>): BackedUpSettings {
  const sorted = [...all].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    settings: Object.fromEntries(sorted.filter(([name]) => isBackedUp(name))) as BackedUpSettings['settings'],
    revealed: sorted.flatMap(([name, ids]) =>
      revealedPrefixes.some((prefix) => name.startsWith(prefix)) ? (ids as string[]) : [],
    ),
  };
}

/** What a backup says of settings: those of known names, and content ids. @throws Error where it is of another form */
export function readBackedUp(value: Json): BackedUpSettings {
  if (!isObject(value) || !isObject(value['settings']) || !Array.isArray(value['revealed']))
    throw new Error('it has not the form of settings');
  const settings = Object.entries(value['settings']).filter(([name]) => isBackedUp(name));
  const revealed = value['revealed'].filter((id) => typeof id === 'string' && /^[0-9a-f]{64}$/.test(id));
  return { settings: Object.fromEntries(settings), revealed: revealed as string[] };
}

/**
 * What is to be stored of a setting that a backup holds too; null where nothing is: what is here stays. Of a list whose elements have
 * names (saved views) or keys (rewards from files) those are added whose name is new.
 */
export function mergedSetting(here: unknown, arriving: Json): unknown {
  if (here === null) return arriving;
  if (!Array.isArray(here) || !Array.isArray(arriving)) return null;
  const known = new Set(here.map(nameOf));
  const added = arriving.filter((element) => nameOf(element) !== null && !known.has(nameOf(element)));
  return added.length === 0 ? null : [...(here as unknown[]), ...added];
}

function nameOf(element: unknown): unknown {
  if (typeof element !== 'object' || element === null) return null;
  // Rewards from files are told apart by the key of the rewards: two of them may have one title.
  const name: unknown = 'key' in element ? element.key : 'name' in element ? element.name : null;
  return typeof name === 'string' ? name : null;
}

function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
