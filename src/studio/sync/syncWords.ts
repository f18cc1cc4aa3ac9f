import type { SyncStatus } from '../../sync/SyncContract';
import { count } from '../parts/format';

/** Where this browser's events are, in one line; empty where there was never a server. */
export function syncWords(status: SyncStatus | null): string {
  if (!status?.hasServer) return '';
  const { waiting, acknowledgedAt } = status;
  if (waiting === 0 && acknowledgedAt === null) return 'Nothing for the server yet';
  const last = acknowledgedAt === null ? 'none acknowledged yet' : `last acknowledged ${timeOf(acknowledgedAt)}`;
  return waiting === 0 ? `On the server, ${last}` : `${count(waiting)} waiting, ${last}`;
}

/** What keeps them from the server; empty where nothing does. */
export function problemWords(status: SyncStatus | null): string {
  const problem = status?.hasServer ? status.problem : null;
  if (!problem) return '';
  if (problem.kind === 'unreachable') return 'The server cannot be reached. It is tried again by itself.';
  if (problem.kind === 'absent') return 'Nothing at this address answers as a ledger any more.';
  if (problem.kind === 'sign_in') return `The server takes nothing from you now: ${problem.message}`;
  if (problem.kind === 'storage') return `This browser could not note what the server has: ${problem.message}`;
  return `The server said: ${problem.message}`;
}

/** The time of day, with the day before it where that is not today. */
function timeOf(iso: string): string {
  const [at, now] = [new Date(iso), new Date()];
  const time = at.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false });
  return at.toDateString() === now.toDateString()
    ? time
    : `${at.toLocaleDateString('en', { dateStyle: 'medium' })}, ${time}`;
}
