import { choice, list, matching, number, orNone, section, text, type Spec, type Specs } from './specs';

/**
 * The wires that machines are spoken to by. `built_in`: the engine of this program, a checkpoint folder. `job`: a pass of the trainer over
 * whole shards.
 */
export const wires = ['built_in', 'job', 'openai', 'sglang', 'vllm', 'tei'] as const;

/** A machine that a plan names. Secrets are no part of it: only the name of the variable that holds one. */
export interface MachineSettings {
  /** The model's name on its server, or its checkpoint folder. */
  model: string;
  /** Which version: two plans with one name and two versions share no answer. */
  revision: string;
  wire: (typeof wires)[number];
  /** http or https, without a path; null: built in. */
  address: string | null;
  /** The environment variable with the key; null: none is sent. */
  keyVariable: string | null;
  /** Of a served reward model: a folder with its tokenizer_config.json and chat template, by which texts are rendered here; null: none. */
  template: string | null;
  /** Of a served reward model: what it gives the two conversations that it is checked by at its start; empty: not known. */
  fixtures: number[];
  /** Calls at a time, and a minute. */
  inFlight: number;
  perMinute: number | null;
}

const count = { least: 1, most: 100_000, whole: true };

/** A judge, and what its vote counts: 1 each is one model one vote; its accuracy on gold is the other usual choice. */
export interface JudgeSettings extends MachineSettings {
  weight: number;
}

/** Where a server is. */
export const address = matching(
  /^https?:\/\/[^\s/?#@]+$/,
  'an address like http://localhost:8000, without path, name or password',
);

/** Where a secret is: never the secret itself. */
export const keyVariable = orNone(
  matching(/^[A-Z][A-Z0-9_]{0,63}$/, 'the name of an environment variable, like JUDGE_KEY'),
);

const settings: Specs<MachineSettings> = {
  model: text(),
  revision: text('unnamed'),
  wire: choice(wires, 'openai'),
  address: orNone(address),
  keyVariable,
  template: orNone(text()),
  fixtures: list(number({ least: -1e6, most: 1e6 }), 0),
  inFlight: number(count, 8),
  perMinute: orNone(number(count)),
};

/** A machine: built in without an address, or served with one. */
export const machineSpec = checked(section<MachineSettings>(settings));

export const judgeSpec = checked(section<JudgeSettings>({ ...settings, weight: number({ least: 0, most: 1000 }, 1) }));

function checked<T extends MachineSettings>(spec: Spec<T>): Spec<T> {
  return (reader, field, name) => {
    const machine = spec(reader, field, name);
    const isServed = !['built_in', 'job'].includes(machine.wire);
    if (isServed === (machine.address !== null)) return machine;
    const how = machine.wire === 'job' ? 'runs as a job' : 'is built in';
    const problem = isServed ? 'is served; add its "address"' : `${how} and has no address; take "address" away`;
    throw reader.error(field?.offset ?? 0, `"${name}" ${problem}, or name another "wire".`);
  };
}
