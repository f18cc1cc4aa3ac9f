import { problemCodes } from '../../src/sync/wire/Problem';
import { problem } from '../problem';

/** The answer to a body that has more bytes than its route takes. */
export function tooLarge(bytes: number): Response {
  const detail = `A body may have ${bytes} bytes here; send less at a time. Nothing was taken.`;
  // The rest of the body is not read, so this connection can carry no other request.
  return problem(413, 'Too large', detail, { Connection: 'close' }, { code: problemCodes.tooLarge });
}
