import { originWords } from '../../../src/hub/registry/originWords';
import type { RegistryModel, RegistryVersion } from '../../../src/hub/registry/RegistryModel';
import { byteWords } from '../words';

/** A server's models for a person, a line a version. */
export function registryWords(models: readonly RegistryModel[]): string {
  if (models.length === 0) return 'No models.\n';
  return `${models.flatMap(({ versions }) => versions.map(versionLine)).join('\n')}\n`;
}

function versionLine(found: RegistryVersion): string {
  const { model, version, tags, digest, architecture, bytes, origin, registeredBy, registeredAt } = found;
  const name = `${model}@${version}${tags.length > 0 ? ` (${tags.join(', ')})` : ''}`;
  const who = `${originWords(origin)}, registered by ${registeredBy} on ${registeredAt.slice(0, 10)}`;
  return `${digest.slice(0, 12)}  ${name}  ${architecture}  ${byteWords(bytes)}  ${who}`;
}
