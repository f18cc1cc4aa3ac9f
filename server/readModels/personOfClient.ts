import { localPrincipal } from '../access/localPrincipal';

/**
 * Whose events a client's are. A server that knows no people takes each browser for a person, as the studio and the command line
 * do.
 */
export function personOfClient(client: string, annotator: string): string {
  return annotator === localPrincipal.id ? client : annotator;
}
