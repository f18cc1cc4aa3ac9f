import { openDatabase } from './openDatabase';
import type { AssayDatabase, AssayStoreName, AssayTransaction } from './schema';
import { StoreError, storeError } from './StoreError';

export interface TransactionRequest<Names extends AssayStoreName[], Mode extends 'readonly' | 'readwrite'> {
  stores: Names;
  mode: Mode;
  /** `strict`: complete means on the disk; `relaxed` (the default): handed to the operating system. */
  durability?: IDBTransactionDurability;
  /** Completes "Assay could not ..." in errors. */
  doing: string;
}

/** A connection to the database that opens anew when the browser has closed it. */
export class Connection {
  readonly #name: string;
  #database: Promise<AssayDatabase> | null = null;
  #closed = false;

  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Runs `work` in one transaction and resolves when that is complete, never before. `work` may await nothing but requests
   * of its transaction. When it throws, nothing of the transaction stays.
   *
   * @throws StoreError
   */
  async transact<Names extends AssayStoreName[], Mode extends 'readonly' | 'readwrite', Result>(
    request: TransactionRequest<Names, Mode>,
    work: (transaction: AssayTransaction<Names, Mode>) => Promise<Result>,
  ): Promise<Result> {
    try {
      const transaction = await this.#begin(request);
      return await complete(transaction, work);
    } catch (error) {
      throw storeError(error, request.doing);
    }
  }

  /**
   * Opens the database now, so that a refusal shows at the start.
   *
   * @throws StoreError
   */
  async open(): Promise<void> {
    await this.#open().catch((error: unknown) => {
      throw storeError(error, 'open its database');
    });
  }

  /** Ends the use of this connection; every later transaction rejects with StoreError "closed". */
  close(): void {
    this.#closed = true;
    this.#database?.then(
      (database) => database.close(),
      () => undefined,
    );
  }

  async #begin<Names extends AssayStoreName[], Mode extends 'readonly' | 'readwrite'>(
    request: TransactionRequest<Names, Mode>,
  ): Promise<AssayTransaction<Names, Mode>> {
    const { stores, mode, durability = 'relaxed' } = request;
    const start = async (): Promise<AssayTransaction<Names, Mode>> =>
      (await this.#open()).transaction(stores, mode, { durability });
    try {
      return await start();
    } catch (error) {
      // The browser closed the connection (Safari does on resume, every browser when site data is cleared): open it anew, once.
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      this.#database = null;
      return start();
    }
  }

  #open(): Promise<AssayDatabase> {
    if (this.#closed) throw new StoreError('closed', 'This connection to the database has been closed; open it again.');
    const opening = (this.#database ??= openDatabase(this.#name, () => this.#forget(opening)));
    opening.catch(() => this.#forget(opening));
    return opening;
  }

  #forget(database: Promise<AssayDatabase>): void {
    if (this.#database === database) this.#database = null;
  }
}

async function complete<Names extends AssayStoreName[], Mode extends 'readonly' | 'readwrite', Result>(
  transaction: AssayTransaction<Names, Mode>,
  work: (transaction: AssayTransaction<Names, Mode>) => Promise<Result>,
): Promise<Result> {
  const ended = transaction.done.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  try {
    const result = await work(transaction);
    const failure = await ended;
    if (failure) throw failure.error;
    return result;
  } catch (error) {
    abort(transaction);
    await ended;
    // A full disk shows as an aborted request; the transaction knows the reason.
    throw transaction.error ?? error;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already, by the failure that brought us here.
  }
}
