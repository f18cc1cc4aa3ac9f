/** A model by the key of its rewards: one that the engine loaded here, or one whose rewards were brought in a file. */
export interface ScoredModel {
  key: string;
  title: string;
}
