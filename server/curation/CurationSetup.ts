import type { Sampling } from '../../src/curation/machine/Sampling';
import type { AskSettings } from '../../src/curation/judge/askJudge';
import type { RetrievalSettings } from '../../src/curation/retrieval/RetrievalSettings';
import type { Arrival } from '../../src/curation/stageOne/arrivalOf';
import type { StageTwoSettings } from '../../src/curation/stageTwo/StageTwoSettings';
import type { MergeSettings } from '../../src/curation/votes/mergeVotes';
import type { SampleVoteSettings } from '../../src/curation/votes/modelVote';
import type { FoldName } from '../../src/verdicts/folds/FoldName';
import type { Protocol } from '../../src/verdicts/protocol/Protocol';
import type { HumanWork } from './human/HumanWork';
import type { EmbeddingSource } from './machines/EmbeddingSource';
import type { Judge } from './machines/Judge';
import type { ModelMaker } from './models/ModelMaker';
import type { FinalSetup } from './registration/FinalSetup';
import type { CleanSettings } from './stages/cleanStep';
import type { PoolFile } from './stages/readStep';

/** A plan with its files found and its machines at hand: what the steps are made of. */
export interface CurationSetup {
  seed: string;
  files: readonly PoolFile[];
  clean: CleanSettings;
  /** Stage 1: iterations, pairs of each, verdicts of people in each and how many of their pairs two of them judge. */
  stageOne: {
    iterations: number;
    pairs: number;
    verdicts: number;
    overlap: number;
    arrival: Arrival;
    fold: FoldName;
    /** Share of gold, by prompt, that the gold model's checkpoint is chosen by. */
    heldOut: number;
    /** Share of the assigned pairs whose verdicts have to be there before an iteration goes on. */
    enough: number;
    /** Whether an iteration waits for somebody to decide where people differ. */
    disputed: 'leave' | 'wait';
  };
  retrieval: RetrievalSettings & { candidates: number; examples: number; exampleThreshold: number | null };
  judging: {
    asking: AskSettings;
    sampling: Sampling;
    sampleVote: SampleVoteSettings;
    merge: MergeSettings;
    protocol: Protocol;
  };
  /** Null: the plan ends after stage 1. */
  stageTwo: StageTwoSettings | null;
  machines: {
    describer: Judge | null;
    embedding: EmbeddingSource;
    judges: readonly Judge[];
    models: ModelMaker;
  };
  /** The model of the whole data set; null: none is trained. */
  final: FinalSetup | null;
  human: HumanWork;
  /** What the card of the data set says of the plan; `license` null: the plan names none. */
  card: { plan: string; license: string | null };
  /** What every label says it was made by: the plan's hash and the rules' version. */
  versions: Readonly<Record<string, string>>;
}
