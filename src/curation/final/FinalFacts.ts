import type { HalfAccuracy, PairedComparison } from '../../rewards/paired/comparePaired';
import type { Statistic } from '../../rewards/Statistic';

/** A model that was there before the final one, on the same gold pairs. */
export interface RivalFacts {
  what: 'selected' | 'in_use';
  /** What it is known by. */
  id: string;
  /** This model as the older, the final one as the newer. */
  comparison: PairedComparison;
  ece: Statistic;
}

/** What the card of a plan's final model says beyond what its training wrote. */
export interface FinalFacts {
  plan: string;
  /** What every label says that it was made by. */
  versions: Readonly<Record<string, string>>;
  /** Of the data set, as the plan says it; null: it says none. */
  dataLicence: string | null;
  dataSet: {
    /** sha256 of its rows' file. */
    sha256: string;
    /** sha256 over the settings and inputs of every step that made it. */
    key: string;
    gold: number;
    silver: number;
    /** Of the silver ones. */
    flipped: number;
  };
  /** The run's id. */
  run: string;
  /** The card that the training wrote; null: it wrote none. */
  card: string | null;
  /** The checkpoint that the run started from, and the licence that its card states. */
  base: string | null;
  baseLicence: string | null;
  /** Settings of the run that its own card leaves out, by name. */
  settings: Readonly<Record<string, string>>;
  /** Held-out gold pairs that every model gave rewards, and of the final model's on them; null without any. */
  gold: { pairs: number; accuracy: HalfAccuracy; ece: Statistic } | null;
  /** Held-out gold pairs that some model gave no reward. */
  withoutReward: number;
  rivals: readonly RivalFacts[];
}
