import type { BatchLimits } from '../../../src/engine/session/Runtime';
import type { BatchOutput, KeptPrompt, RunCosts, ScoringModel } from '../../../src/engine/session/ScoringModel';

export interface FakeSettings {
  costs: RunCosts | null;
  limits: BatchLimits;
  /** Tokens that one run may hold before memory is said to run out; a kept prompt counts twice beside its responses. */
  memory: number;
  /** What the model says when memory runs out. */
  complaint: string;
  /** Rewards by the first id of a text, in place of the made one. */
  spoiled: Map<number, number>;
}

interface Kept extends KeptPrompt {
  ids: Int32Array;
}

const width = 2;

/** A model whose reward is a plain function of a text's ids, so that no plan can change it. Refuses what no model may be given. */
export class FakeModel implements ScoringModel {
  readonly runs: { kind: 'run' | 'keep' | 'under'; tokens: number; texts: number }[] = [];
  readonly settings: FakeSettings;
  keptNow = 0;
  /** Called at each run, before it ends. */
  onRun: () => void = () => undefined;

  constructor(settings: Partial<FakeSettings> = {}) {
    this.settings = {
      costs: { run: 8, score: 0.001 },
      limits: { masking: 'mask', tokens: 4096, texts: 64 },
      memory: Infinity,
      complaint: 'Failed to allocate a buffer.',
      spoiled: new Map(),
      ...settings,
    };
  }

  get costs(): RunCosts | null {
    return this.settings.costs;
  }

  async run(texts: readonly Int32Array[]): Promise<BatchOutput> {
    const lengths = texts.map((ids) => ids.length);
    const longest = Math.max(...lengths);
    if (Math.min(...lengths) === 0) throw new Error('A text must have a token.');
    if (this.settings.limits.masking === 'none' && Math.min(...lengths) !== longest)
      throw new Error('Without a mask all texts must be of one length.');
    if (texts.length > this.settings.limits.texts) throw new Error('A batch has too many texts.');
    await this.begin('run', texts.length * longest, texts.length);
    return this.output(texts);
  }

  async keep(prompt: Int32Array): Promise<KeptPrompt> {
    if (prompt.length === 0) throw new Error('A prompt must have a token.');
    await this.begin('keep', prompt.length, 1);
    this.keptNow += 1;
    let released = false;
    const release = () => {
      if (released) throw new Error('A prompt was released twice.');
      released = true;
      this.keptNow -= 1;
    };
    const kept: Kept = { tokens: prompt.length, ids: prompt, release };
    return kept;
  }

  async runUnder(prompt: KeptPrompt, responses: readonly Int32Array[]): Promise<BatchOutput> {
    if (this.keptNow !== 1) throw new Error('One prompt must be kept at a time.');
    const tokens = responses.reduce((sum, ids) => sum + ids.length, 0);
    if (responses.length === 0 || responses.some((ids) => ids.length === 0))
      throw new Error('A response must have a token.');
    await this.begin('under', tokens, responses.length, prompt.tokens);
    const { ids } = prompt as Kept;
    return this.output(responses.map((suffix) => Int32Array.from([...ids, ...suffix])));
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  private async begin(kind: 'run' | 'keep' | 'under', tokens: number, texts: number, kept = 0): Promise<void> {
    if (tokens + 2 * kept > this.settings.memory) throw new Error(this.settings.complaint);
    this.runs.push({ kind, tokens, texts });
    await new Promise((resolve) => setTimeout(resolve));
    this.onRun();
  }

  private output(texts: readonly Int32Array[]): BatchOutput {
    const rewards = Float32Array.from(texts, (ids) => this.settings.spoiled.get(ids[0] ?? -1) ?? rewardOf(ids));
    const hidden = Float32Array.from(texts.flatMap((ids) => [ids.length, ids.at(-1) ?? 0]));
    if (hidden.length !== texts.length * width) throw new Error('One state for each text.');
    return { rewards, hidden };
  }
}

/** Depends on every id and its place. */
export function rewardOf(ids: Int32Array): number {
  return Math.fround(ids.reduce((sum, id, place) => (sum * 31 + id * (place + 7)) % 65521, 17) / 1000 - 30);
}
