import type { Decision } from '../access/decide';
import { problem } from '../problem';

type Refused = Exclude<Decision, 'allowed'>;

const refusals: Record<Refused, () => Response> = {
  'signed out': () =>
    problem(401, 'Signed out', 'Sign in, or send a token; nothing of this request was taken.', {
      'WWW-Authenticate': 'Bearer realm="assay"',
    }),
  'wrong scope': () => problem(403, 'Forbidden', 'This token has not the scope for that; nothing was taken.'),
  // The same where the project does not exist: nobody learns of projects that they do not belong to.
  'wrong role': () =>
    problem(403, 'Forbidden', 'Your roles in this project do not allow that; ask an admin. Nothing was taken.'),
};

/** The answer to whoever may not. */
export function refusalOf(decision: Refused): Response {
  return refusals[decision]();
}
