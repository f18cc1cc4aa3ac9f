import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-web';
import type { ModelPlan } from '../architectures/Architecture';
import { toFloat16 } from '../graphs/toFloat16';
import { fetchOutputs, runSession } from './runSession';
import type { Runtime } from './Runtime';
import type { BatchOutput, KeptPrompt, RunCosts, ScoringModel } from './ScoringModel';
import type { TokenEmbeddings } from './TokenEmbeddings';

/** Added to attention scores between responses: their share of the softmax is then exactly 0. f16 holds it, too. */
const apart = -1e4;

/** Keys and values of each layer, as tensors wherever the runtime keeps them. */
type Cache = Record<string, Tensor>;

/** The tokens of one run and how they see each other. */
interface TokenRun {
  texts: readonly Int32Array[];
  /** Tokens in each row of the batch. */
  length: number;
  positions: readonly Int32Array[];
  /** `[length, past + length]`; null where causality is all. */
  bias: Float32Array | null;
  /** Where each text ends in `[batch x length]`. */
  rows: readonly number[];
  past: Cache;
  pastTokens: number;
  keep: number;
}

/** A decoder in one runtime, whose prompts can be kept. */
export class DecoderModel implements ScoringModel {
  readonly costs: RunCosts;
  private readonly cacheNames: string[];

  constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
    private readonly embeddings: TokenEmbeddings,
    private readonly cache: NonNullable<ModelPlan['cache']>,
    costs: NonNullable<ModelPlan['costs']>,
  ) {
    // Attention takes longer for its multiplications than the matrices do.
    this.costs = { run: runtime.runTokens, score: (runtime.attentionSlowness * costs.score) / costs.token };
    this.cacheNames = session.outputNames.filter((name) => name.startsWith('present_'));
  }

  async run(texts: readonly Int32Array[]): Promise<BatchOutput> {
    const length = Math.max(...texts.map((ids) => ids.length));
    const positions = texts.map(() => range(0, length));
    const rows = texts.map((ids, row) => row * length + ids.length - 1);
    const whole = { texts, length, positions, bias: null, rows, past: {}, pastTokens: 0, keep: 0 };
    return runSession(this.runtime, this.session, await this.feeds(whole));
  }

  async keep(prompt: Int32Array): Promise<KeptPrompt> {
    const { length } = prompt;
    const positions = [range(0, length)];
    const run = {
      texts: [prompt],
      length,
      positions,
      bias: null,
      rows: [length - 1],
      past: {},
      pastTokens: 0,
      keep: length,
    };
    const outputs = await fetchOutputs(this.runtime, this.session, await this.feeds(run), this.cacheNames);
    return new KeptKeys(length, outputs as Cache);
  }

  async runUnder(prompt: KeptPrompt, responses: readonly Int32Array[]): Promise<BatchOutput> {
    if (!(prompt instanceof KeptKeys)) throw new TypeError('A prompt must be kept by the model that runs under it.');
    const packed = joined(responses);
    const starts = startsOf(responses);
    const run: TokenRun = {
      texts: [packed],
      length: packed.length,
      positions: [joined(responses.map(({ length }) => range(prompt.tokens, length)))],
      bias: apartBias(responses, starts, prompt.tokens),
      rows: responses.map(({ length }, index) => (starts[index] ?? 0) + length - 1),
      past: prompt.cache,
      pastTokens: prompt.tokens,
      keep: 0,
    };
    return runSession(this.runtime, this.session, await this.feeds(run));
  }

  async release(): Promise<void> {
    await this.session.release();
  }

  private async feeds(run: TokenRun): Promise<InferenceSession.FeedsType> {
    const { Tensor } = this.runtime.onnx;
    const { length, pastTokens } = run;
    const batch = run.texts.length;
    const ends = run.texts.map((ids) => pastTokens + ids.length - 1);
    const all = pastTokens + length;
    return {
      inputs_embeds: new Tensor('float32', await this.embeddings.batch(run.texts, length), [
        batch,
        length,
        this.embeddings.width,
      ]),
      position_ids: new Tensor('int64', bigs(run.positions), [batch, length]),
      lengths: new Tensor('int32', Int32Array.from(ends), [batch]),
      total: new Tensor('int32', Int32Array.of(all), []),
      bias: this.activations(run.bias ?? new Float32Array(length * all), [1, 1, length, all]),
      rows: new Tensor('int64', bigs([Int32Array.from(run.rows)]), [run.rows.length]),
      kept: new Tensor('int64', BigInt64Array.of(BigInt(run.keep)), [1]),
      ...this.pastFeeds(run.past, batch),
    };
  }

  private pastFeeds(past: Cache, batch: number): InferenceSession.FeedsType {
    const { heads, headSize } = this.cache;
    const empty = this.activations(new Float32Array(0), [batch, heads, 0, headSize]);
    return Object.fromEntries(this.cacheNames.map((name) => [name.replace('present', 'past'), past[name] ?? empty]));
  }

  private activations(numbers: Float32Array, dims: readonly number[]): TypedTensor<'float32'> | TypedTensor<'float16'> {
    const { Tensor } = this.runtime.onnx;
    if (this.runtime.graph.activations === 'f32') return new Tensor('float32', numbers, dims);
    return new Tensor('float16', Uint16Array.from(numbers, toFloat16), dims);
  }
}

/** A kept prompt's keys and values. */
class KeptKeys implements KeptPrompt {
  constructor(
    readonly tokens: number,
    readonly cache: Cache,
  ) {}

  release(): void {
    for (const tensor of Object.values(this.cache)) tensor.dispose();
  }
}

/** Responses see the prompt and themselves, and nothing of each other. */
function apartBias(responses: readonly Int32Array[], starts: readonly number[], past: number): Float32Array | null {
  if (responses.length === 1) return null;
  const length = responses.reduce((sum, ids) => sum + ids.length, 0);
  const all = past + length;
  const bias = new Float32Array(length * all);
  responses.forEach((ids, index) => {
    const start = starts[index] ?? 0;
    // Later responses are hidden by causality already.
    for (let row = start; row < start + ids.length; row += 1)
      bias.fill(apart, row * all + past, row * all + past + start);
  });
  return bias;
}

function startsOf(responses: readonly Int32Array[]): number[] {
  let start = 0;
  return responses.map(({ length }) => (start += length) - length);
}

function range(start: number, length: number): Int32Array {
  return Int32Array.from({ length }, (_, index) => start + index);
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  startsOf(parts).forEach((start, index) => whole.set(parts[index] ?? [], start));
  return whole;
}

function bigs(rows: readonly Int32Array[]): BigInt64Array {
  return BigInt64Array.from(joined(rows), BigInt);
}
