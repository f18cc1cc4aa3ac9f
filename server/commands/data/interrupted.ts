import { CommandError, exitCodes } from '../CommandError';

/** What a command on data says where somebody ended it. */
export function interrupted(): CommandError {
  return new CommandError('Interrupted; nothing was written.', exitCodes.interrupted);
}
