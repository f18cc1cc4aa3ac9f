import type { Message } from '../../pairs/Message';
import type { RemoteFile } from '../../pairs/RemoteFile';
import type { BenchmarkResult, MissingReason, SubsetCount } from '../BenchmarkResult';
import type { GivenReward } from '../GivenReward';
import type { SevenFigures } from '../meanOfSeven';
import type { BenchmarkReport, ReportFile, ReportModel } from '../report/BenchmarkReport';
import type { ItemOutcome } from './itemOutcome';
import type { ResponseRequest } from './ResponseRequest';
import type { RunSample } from './RunSample';

/** A file that was chosen, or one of a hub. The name has its folder, which often says what it is. */
export interface GivenFile {
  name: string;
  file: Blob | RemoteFile;
}

/** What the data of a benchmark are. */
export interface DataFacts {
  items: number;
  responses: number;
  /** Rows that the official metric leaves out. */
  leftOut: number;
  files: ReportFile[];
  /** Against the complete benchmark; nothing is scored. */
  subsets: SubsetCount[];
}

/** What a file of rewards that were made elsewhere holds. */
export interface ScoresFacts {
  /** `scores:` and the first 16 digits of the sha256 over the files. */
  key: string;
  files: ReportFile[];
  /** Items of the data that it has rewards for. */
  items: number;
  unknownIds: number;
  /** The first of these; null where there is none. */
  firstUnknown: string | null;
}

/** What the engine gave one response. */
export interface ResponseReward {
  /** Content id. */
  id: string;
  reward: GivenReward;
}

/** An item with what a model made of it. */
export interface ItemLine {
  id: string;
  subset: string;
  outcome: ItemOutcome;
  /** Why it does not count; null where it does. */
  reason: MissingReason | null;
  /** In the order of the responses; empty where there are none. */
  rewards: GivenReward[];
  isRight: boolean[];
  /** Content ids of the pairs of a right and a wrong response: whoever sees this line knows their labels. */
  pairs: string[];
}

export interface ItemQuestion {
  subset: string | null;
  outcome: ItemOutcome | null;
  from: number;
  to: number;
}

export interface ItemLines {
  lines: ItemLine[];
  /** How many there are of these, and by outcome of the subset. */
  total: number;
  counts: Record<ItemOutcome, number>;
}

export interface ItemText {
  prompt: Message[];
  responses: { content: string; isRight: boolean; reward: GivenReward }[];
}

/** How a model does on the items that several have rewards for. */
export interface CommonFigures {
  items: number;
  /** In the order of the keys. */
  results: BenchmarkResult[];
}

/**
 * Benchmarks in a worker: their data, the rewards that models give, and what these come to. A benchmark is named as in
 * `benchmarks`; a model by the key of its rewards. Errors reject with name and message kept.
 */
export interface BenchmarkContract {
  /**
   * Reads a benchmark's data, in the place of what was read before.
   *
   * @returns also the bytes of every file, for those that came from a hub
   */
  readData(name: string, files: GivenFile[]): Promise<{ facts: DataFacts; contents: Blob[] }>;
  forgetData(name: string): Promise<void>;
  /** Reads rewards that were made elsewhere, as a model. */
  readScores(name: string, files: GivenFile[]): Promise<ScoresFacts>;
  /**
   * Takes up the rewards that are stored under a key, and begins to ask for the others from the start.
   *
   * @param notFinite content ids of responses that the model gave no finite number
   * @returns how many responses have been answered, of how many different ones
   */
  open(name: string, key: string, notFinite: string[]): Promise<{ known: number; responses: number }>;
  /** Texts to tell from what the rest of a run costs. */
  sample(name: string, key: string): Promise<RunSample>;
  /** The next responses without an answer, whole items in an order of chance, so that what is done stands for all; empty at the end. */
  next(name: string, key: string, count: number): Promise<ResponseRequest[]>;
  /** Takes in what the engine gave. @returns how many responses have been answered */
  take(name: string, key: string, rewards: ResponseReward[]): Promise<number>;
  /** The figures of what there is so far. */
  figures(name: string, key: string): Promise<BenchmarkResult>;
  report(name: string, key: string, about: ReportAbout): Promise<BenchmarkReport>;
  /** The rewards as a file that is read again, a line an item. */
  scores(name: string, key: string): Promise<string>;
  lines(name: string, key: string, question: ItemQuestion): Promise<ItemLines>;
  text(name: string, key: string, item: string): Promise<ItemText>;
  /** Figures of several models on the items that count for all of them. */
  common(name: string, keys: string[]): Promise<CommonFigures>;
}

/** What a report says beside the figures. */
export interface ReportAbout {
  version: string;
  model: ReportModel;
  others: SevenFigures;
}
