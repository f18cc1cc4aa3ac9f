import type { RegistryVersion } from '../../../hub/registry/RegistryModel';
import { moment } from '../../parts/format';

export function registeredWords({ registeredBy, registeredAt }: RegistryVersion): string {
  return `registered by ${registeredBy}, ${moment(registeredAt)}`;
}

/** "3", "2 (latest, stable)". */
export function versionWords({ version, tags }: RegistryVersion): string {
  return tags.length === 0 ? String(version) : `${String(version)} (${tags.join(', ')})`;
}

/** What has just come to the server. */
export function newsWords(versions: readonly RegistryVersion[]): string {
  const names = versions.map(({ model, version }) => `${model} version ${String(version)}`);
  return `New on this server: ${names.join(', ')}.`;
}
