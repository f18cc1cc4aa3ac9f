import type { Message } from '../pairs/Message';

/** One task of a benchmark: a prompt and the responses that a reward model has to tell apart. */
export interface BenchmarkItem {
  /** Unique in its benchmark. Rewards that come from elsewhere name it. */
  id: string;
  /** The part of the benchmark that it counts towards. */
  subset: string;
  /** Items of one unit are drawn together by the bootstrap. Mostly the item itself. */
  unit: string;
  prompt: Message[];
  responses: string[];
  /** Of each response, whether it is one of the right ones. */
  isRight: boolean[];
  /** What else the item is sorted by, as names of slices. */
  slices: string[];
  /** Places (from 0) of the responses that the source compares with each other; null where it names none. */
  comparisons: [number, number][] | null;
}
