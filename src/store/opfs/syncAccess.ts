/** The synchronous handle that workers have: the quickest way to write and to read many small pieces. */
export interface SyncAccess {
  readonly mode?: string;
  read(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

interface SyncAccessMaker {
  createSyncAccessHandle?(options?: { mode: 'readwrite' | 'read-only' }): Promise<SyncAccess>;
}

/** A worker that was ended gives its files back a moment later: so often, and after so many milliseconds, is asked again. */
const patience = { tries: 10, pauseMs: 100 };

/** A handle that nobody else may have beside it; null where there are none: outside of workers. */
export async function openForWriting(file: FileSystemFileHandle): Promise<SyncAccess | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await (file as SyncAccessMaker).createSyncAccessHandle?.()) ?? null;
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isHeld || tries === patience.tries) throw error;
      await new Promise((resolve) => setTimeout(resolve, patience.pauseMs));
    }
  }
}

/**
 * A handle that others may have beside it; null where the browser knows none, or where somebody writes the file. A browser that
 * does not know the mode gives an exclusive one, which would lock other tabs out.
 */
export async function openForReading(file: FileSystemFileHandle): Promise<SyncAccess | null> {
  try {
    const access = await (file as SyncAccessMaker).createSyncAccessHandle?.({ mode: 'read-only' });
    if (!access || access.mode === 'read-only') return access ?? null;
    access.close();
  } catch {
    // Somebody writes it: read by slices, which need no lock.
  }
  return null;
}
