import type { StoredCheckpoint } from '../../../engine/checkpoint/checkpointsContract';
import type { ServerVersion } from './AdoptedModel';

/** Which version of the server that gave this page a stored checkpoint is; null where it came from elsewhere. */
export function versionOf(stored: Pick<StoredCheckpoint, 'source'> | null): ServerVersion | null {
  const source = stored?.source;
  if (source?.kind !== 'registry' || URL.parse(source.base)?.origin !== location.origin) return null;
  return { model: source.model, version: source.version };
}

/** "helpful version 3". */
export function versionTitle({ model, version }: ServerVersion): string {
  return `${model} version ${String(version)}`;
}
