import type { StoredCheckpoint } from '../../src/engine/checkpoint/checkpointsContract';
import { CommandError } from './CommandError';

const shortestDigest = 8;

/**
 * The stored checkpoint of a digest (its beginning is enough) or a name; null where there is none.
 * @throws CommandError where several have it
 */
export function findStored(stored: readonly StoredCheckpoint[], what: string): StoredCheckpoint | null {
  const isDigest = /^[0-9a-f]+$/.test(what) && what.length >= shortestDigest;
  const found = stored.filter(({ digest, name }) => (isDigest && digest.startsWith(what)) || name === what);
  const [first, second] = found;
  if (!second) return first ?? null;
  const digests = found.map(({ digest }) => digest.slice(0, 12)).join(', ');
  throw new CommandError(`${what} names ${found.length} stored models: ${digests}. Name one by its digest.`);
}

/** The stored copy of a hub repository at a revision, by its name or its commit; null where there is none. */
export function findRepository(
  stored: readonly StoredCheckpoint[],
  repository: string,
  revision: string,
): StoredCheckpoint | null {
  const isWanted = ({ source }: StoredCheckpoint) =>
    source.kind === 'hub' && source.repository === repository && [source.revision, source.commit].includes(revision);
  return stored.findLast(isWanted) ?? null;
}
