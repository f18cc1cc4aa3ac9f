import type { Kysely, RawBuilder } from 'kysely';
import type { StorageError } from './StorageError';
import type { Tables } from './Tables';

/** What SQLite and PostgreSQL do differently, and nothing else. */
export interface SqlDatabase {
  readonly kysely: Kysely<Tables>;
  /** In words, without a password. */
  readonly place: string;
  /** The condition that a column's value is one of these, as one parameter however many they are. */
  isOneOf(column: string, values: readonly (string | number)[]): RawBuilder<boolean>;
  /** What went wrong, in words, where the database says something that a person can mend. */
  explain(error: unknown): StorageError;
  integrityFaults(): Promise<string[]>;
  close(): Promise<void>;
}
