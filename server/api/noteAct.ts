import type { Context } from 'hono';
import type { ApiEnv } from './ApiEnv';

/**
 * Writes down an act of whoever asks. Routes that declare theirs have it written by the guard; this is for what has none, such as
 * a sign-in that was refused.
 * @throws StorageError where it cannot be written: nobody gets an export that is written down nowhere
 */
export async function noteAct(
  context: Context<ApiEnv>,
  act: string,
  {
    subject = '',
    project = null,
    details = {},
  }: { subject?: string; project?: string | null; details?: Record<string, unknown> },
): Promise<void> {
  const { audit, principal, address } = context.var;
  await audit?.note({ actor: principal?.id ?? '', act, subject, project, details, address });
}
