import type { Json } from '../../../src/pairs/Json';
import type { ShardSql } from './ShardSql';
import type { StageFolder } from './StageFolder';
import type { StageOutput } from './StageOutput';
import type { WaitingForPeople } from './WaitingForPeople';

/** What a step works with. */
export interface StepWork {
  /** What the step named as its inputs, by label. */
  input(label: string): StageOutput;
  out: StageFolder;
  sql: ShardSql;
  signal: AbortSignal;
  /** Tells how far the step is. */
  report(done: number, total: number): void;
  /** Whether the step waits for people by itself. */
  waits: boolean;
  /** Tells how far people are, while the step waits for them. */
  waiting(reason: WaitingForPeople): Promise<void>;
  /** Tells what the model is known by that the step has made or named. */
  made(model: string): void;
  /** Tells what holds the step up. */
  note(words: string): void;
}

/** One stage at one place of a plan: `judge@3` is the judge stage of iteration 3. */
export interface Step {
  label: string;
  stage: string;
  /** Raised when the code computes something else. */
  version: number;
  /** All that decides about the output, beside the inputs. No secret, no address, no count of threads. */
  settings: Json;
  /** Labels of earlier steps. */
  inputs: string[];
  /** Writes shards; returns what it counted. Shards that are there already were written by this very step. @throws WaitingForPeople */
  run(work: StepWork): Promise<Record<string, number>>;
}
