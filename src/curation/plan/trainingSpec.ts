import { address, keyVariable } from './machineSpec';
import { choice, matching, number, orNone, section, text, yesOrNo, list, type Spec, type Specs } from './specs';

/** Where the runs of the trainer go: trainings, and passes over shards. */
export interface PlanTraining {
  /** Processes of this machine, jobs of a Ray cluster, or of a Slurm cluster whose commands are here. */
  engine: 'local' | 'ray' | 'slurm';
  /** Of Ray's dashboard; null for the others. */
  address: string | null;
  /** The environment variable with Ray's token; null: none is sent. */
  keyVariable: string | null;
  /** What `sbatch` is told of partition, nodes, GPUs and time, one argument each. */
  resources: string[];
  /** Slurm: whether the program starts once on each node. */
  everyNode: boolean;
  /** The folder that holds `trainer/` on the engine's machines; null: as `--trainer` says. */
  home: string | null;
  /** Folder of all runs, which every machine of the engine sees at this path; null: `runs` in the plan's own. */
  runs: string | null;
  /** Who scores with trained models: the engine built in, or a job of the trainer over all shards. */
  scoring: 'built_in' | 'job';
  /** What the trainer's passes over shards compute in. */
  precision: 'float32' | 'bfloat16';
  /** Rows of a batch of such a pass, and the shards that run at once on Ray. */
  batch: number;
  workers: number;
}

/** Arguments of `sbatch` that a run sets itself. */
const own = ['job-name', 'output', 'error', 'open-mode', 'chdir', 'parsable', 'wrap', 'array', 'test-only'];
const argument = matching(
  new RegExp(`^--(?!(?:${own.join('|')})(?:=|$))[a-z][a-z-]*(?:=[\\x21-\\x7e]+)?$`),
  `an argument of sbatch like --partition=gpu, and none of ${own.join(', ')}`,
);

const settings: Specs<PlanTraining> = {
  engine: choice(['local', 'ray', 'slurm'], 'local'),
  address: orNone(address),
  keyVariable,
  resources: list(argument, 0),
  everyNode: yesOrNo(false),
  home: orNone(text()),
  runs: orNone(text()),
  scoring: choice(['built_in', 'job'], 'built_in'),
  precision: choice(['float32', 'bfloat16'], 'float32'),
  batch: number({ least: 1, most: 4096, whole: true }, 16),
  workers: number({ least: 1, most: 10_000, whole: true }, 1),
};

/** An engine with what it needs, and nothing of another's: a setting that is not looked at would be a surprise. */
export const trainingSpec: Spec<PlanTraining> = (reader, field, name) => {
  const training = section<PlanTraining>(settings)(reader, field, name);
  const problem = problemOf(training);
  if (problem === null) return training;
  throw reader.error(field?.offset ?? 0, `"${name}" ${problem}`);
};

function problemOf({ engine, address: at, keyVariable: key, resources, everyNode }: PlanTraining): string | null {
  if (engine === 'ray' && at === null)
    return 'goes to a Ray cluster; add the "address" of its dashboard, like http://localhost:8265.';
  if (engine !== 'ray' && (at !== null || key !== null))
    return `has the engine ${engine}, and "address" and "keyVariable" are Ray's; take them away, or name the engine ray.`;
  if (engine !== 'slurm' && (resources.length > 0 || everyNode))
    return `has the engine ${engine}, and "resources" and "everyNode" are Slurm's; take them away, or name the engine slurm.`;
  return null;
}
