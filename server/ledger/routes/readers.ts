import type { Principal } from '../../access/Principal';

/** Who reads a ledger blind: a person who does nothing but annotate there. Null for everybody who may read all of it. */
export function blindReader(principal: Principal, project: string): string | null {
  if (principal.kind !== 'person' || principal.isAdmin) return null;
  const roles = principal.rolesIn(project);
  return [...roles].every((role) => role === 'annotator') ? principal.id : null;
}

/** Whether somebody may send again what others said, after the server lost it. */
export function mayRelay(principal: Principal, project: string): boolean {
  if (principal.kind === 'machine') return false;
  return principal.kind === 'local' || principal.isAdmin || principal.rolesIn(project).has('curator');
}
