import type { RegistryOrigin } from './RegistryModel';

/** Where a registered version came from, for people. */
export function originWords(origin: RegistryOrigin): string {
  if (origin.kind === 'hub') return `${origin.repository} at ${origin.commit.slice(0, 7)}`;
  return origin.kind === 'run' ? `trained by run ${origin.run}` : `from folder ${origin.folder}`;
}
