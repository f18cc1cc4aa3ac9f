import type { ScoresReport } from './ScoresReport';

export interface ScoresProgress {
  /** `file`: bytes of the file; `data set`: items of the data set. */
  stage: 'file' | 'data set';
  done: number;
  total: number;
}

/** What is written of a model beside its rewards. */
export interface ScoresOrigin {
  /** The key of its rewards. */
  key: string;
  /** How its graph keeps the matrices; null where nobody says. */
  precision: string | null;
}

/** The worker that reads files of rewards and writes them. It holds one file that was read, until another one is or it ends. */
export interface ScoresContract {
  /** Reads a file of rewards for a data set; nothing is stored. Rejects with FileError where the file holds none. */
  read(
    file: Blob,
    name: string,
    dataSet: string,
    onProgress: (progress: ScoresProgress) => void,
  ): Promise<ScoresReport>;
  /** Stores the rewards that were read last, under the key of their report. */
  keep(key: string): Promise<void>;
  /** Removes all rewards under a key. */
  remove(key: string): Promise<void>;
  /** A model's rewards of a data set as a score file in JSON Lines; the same rewards give the same bytes. */
  write(dataSet: string, origin: ScoresOrigin, onProgress: (progress: ScoresProgress) => void): Promise<Blob>;
}
