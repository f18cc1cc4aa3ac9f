/** `quota`: no room; `closed`: no connection to the database; `failed`: anything else. */
export type StoreErrorKind = 'quota' | 'closed' | 'failed';

/** A read or write that did not happen. The message says what was tried, why it failed and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** The StoreError that a failure of IndexedDB amounts to; `doing` completes "Assay could not ...". */
export function storeError(error: unknown, doing: string): StoreError {
  if (error instanceof StoreError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return quotaError(error, doing);
  if (name === 'InvalidStateError') return closedError(error, doing);
  if (name === 'VersionError') return versionError(error, doing);
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreError('failed', `Assay could not ${doing}: ${reason}`, error);
}

function quotaError(cause: unknown, doing: string): StoreError {
  return new StoreError(
    'quota',
    `Assay could not ${doing}: the browser's storage is full. Nothing stored before is lost. ` +
      'Remove a data set that you do not need or free disk space, then try again.',
    cause,
  );
}

function closedError(cause: unknown, doing: string): StoreError {
  const advice = 'Nothing stored before is lost. Reload this tab and try again.';
  return new StoreError('closed', `Assay could not ${doing}: the browser closed its database. ${advice}`, cause);
}

function versionError(cause: unknown, doing: string): StoreError {
  const advice = 'Reload this tab to continue with that version.';
  return new StoreError('closed', `Assay could not ${doing}: a newer Assay has changed its database. ${advice}`, cause);
}
