import type { Answer } from './Fetch';
import { retryAfterOf } from './http';
import { TransferError } from './TransferError';

export interface HubQuestion {
  /** The hub's address, with a slash at its end. */
  base: string;
  repository: string;
  /** The repository's page, where a licence is accepted. */
  page: string;
  revision: string;
  token: string | null;
}

/**
 * The complaint about a hub's refusal. The header `X-Error-Code` says more (`GatedRepo`, `RevisionNotFound`,
 * `RepoNotFound`), where the page may read it; without a token a missing repository and a private one get the same 401.
 */
export function hubComplaint(response: Answer, question: HubQuestion): TransferError {
  const { status } = response;
  const code = response.headers.get('X-Error-Code');
  if (code === 'GatedRepo' || status === 401 || status === 403) return refused(question, code, status);
  if (status === 404) return unknown(question, code);
  return statusComplaint(response, `The hub at ${question.base}`);
}

/** The complaint about a refusal that means the same everywhere. */
export function statusComplaint(response: Answer, who: string): TransferError {
  const { status } = response;
  const seconds = retryAfterOf(response);
  if (status === 416)
    return new TransferError('changed', `${who} has a shorter file than it announced: it has changed. Start again.`);
  if (status === 429 || status === 503) {
    const wait = seconds === null ? 'some minutes' : `${seconds} s`;
    return new TransferError('limited', `${who} takes no more requests for now (${status}); wait ${wait}.`, seconds);
  }
  if (status >= 500) return new TransferError('server', `${who} has a fault (${status}); try again later.`);
  return new TransferError('refused', `${who} answered ${status}, which is no answer to a file; check the address.`);
}

function refused({ page, repository, token }: HubQuestion, code: string | null, status: number): TransferError {
  const terms = `open ${page}, accept the licence there`;
  if (code === 'GatedRepo' && token !== null)
    return new TransferError('refused', `${repository} is gated and this token's owner has no access: ${terms}.`);
  if (token !== null)
    return new TransferError(
      'refused',
      `The hub refuses this token for ${repository} (${status}): it is wrong, has ended or may not read it. ` +
        `If the repository is gated, ${terms}; then make a token that may read and give that.`,
    );
  const guess = code === 'GatedRepo' ? 'is gated' : 'is gated, private or not there';
  return new TransferError('refused', `${repository} ${guess} (${status}): ${terms} if asked, and give a token.`);
}

function unknown({ base, repository, revision, token }: HubQuestion, code: string | null): TransferError {
  if (code === 'RevisionNotFound')
    return new TransferError('unknown', `${repository} has no revision "${revision.slice(0, 100)}"; check its name.`);
  const hint = token === null ? '; a private one needs a token' : '';
  return new TransferError(
    'unknown',
    `The hub at ${base} has no ${repository} with the revision "${revision.slice(0, 100)}"; check both names${hint}.`,
  );
}
