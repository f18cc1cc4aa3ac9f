import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemorySource } from './MemorySource';
import type { Precision } from '../../../src/engine/contract';
import type { Runtime } from '../../../src/engine/session/Runtime';
import type { DecoderText } from './DecoderText';
import { startGraph, type StartedGraph } from './startGraph';

export interface DecoderClaims {
  runtime(): Promise<Runtime>;
  source(name: string): Promise<MemorySource>;
  texts(name: string): Promise<DecoderText[]>;
  cases: readonly string[];
  precisions(name: string): readonly Precision[];
  /** Longer texts are left out: some runtimes take minutes for one. */
  mostTokens: number;
  timeoutMs: number;
}

/** How far a reward may be from PyTorch's, run on the same (dequantised) weights in 32-bit floats. */
const bounds: Record<Precision, number> = { f32: 1e-4, f16: 1e-3, q8: 1e-3, q4: 1e-3 };

/** Sharing, padding and order only change the order of sums. */
const planBound = 1e-5;

/** What every backend must do with every decoder. */
export function claimDecoders(backend: string, claims: DecoderClaims): void {
  describe(`on ${backend}`, { timeout: claims.timeoutMs }, () => {
    // One device for all: it keeps what it has compiled.
    let runtime: Runtime;

    beforeAll(async () => {
      runtime = await claims.runtime();
    }, claims.timeoutMs);

    afterAll(() => runtime.release());

    describe.each(claims.cases)('the decoder %s', (name) => claimDecoder(name, claims, () => runtime));
  });
}

function claimDecoder(name: string, claims: DecoderClaims, runtime: () => Runtime): void {
  const started = new Map<Precision, Promise<StartedGraph>>();
  let texts: DecoderText[];

  /** One session for each precision. */
  function graph(precision: Precision): Promise<StartedGraph> {
    const known =
      started.get(precision) ?? claims.source(name).then((source) => startGraph(source, precision, runtime()));
    started.set(precision, known);
    return known;
  }

  beforeAll(async () => {
    texts = (await claims.texts(name)).filter(({ ids }) => ids.length <= claims.mostTokens);
  });

  afterAll(async () => {
    for (const one of started.values()) await (await one).model.release();
  });

  test.each(claims.precisions(name))('gives the rewards of PyTorch at %s, in ragged batches', async (precision) => {
    const { plan, model } = await graph(precision);
    for (const batch of batchesOf(texts)) {
      const { rewards } = await model.run(batch.map((text) => readIds(text, plan.padId)));
      batch.forEach((text, row) => near(rewards[row], text.reward[precision], bounds[precision], text.name));
    }
  });

  test('gives the pooled states of PyTorch', async () => {
    const { plan, model, embeddings } = await graph('f32');
    const few = texts.slice(0, 3);
    const { hidden } = await model.run(few.map((text) => readIds(text, plan.padId)));
    few.forEach((text, row) =>
      text.hidden.forEach((value, at) => near(hidden[row * embeddings.width + at], value, 1e-3, text.name)),
    );
  });

  test('gives responses under a kept prompt the rewards of whole texts', async () => {
    const { plan, model } = await graph('f32');
    const ids = texts.filter((text) => text.name.startsWith('best-')).map((text) => readIds(text, plan.padId));
    const prefix = sharedTokens(ids);
    expect(prefix).toBeGreaterThan(8);
    const prompt = await model.keep((ids[0] ?? new Int32Array()).slice(0, prefix));
    const responses = ids.map((whole) => whole.slice(prefix));
    const packed = (await model.runUnder(prompt, responses)).rewards;
    const backwards = (await model.runUnder(prompt, [...responses].reverse())).rewards;
    for (const [row, whole] of ids.entries()) {
      const [alone] = (await model.run([whole])).rewards;
      near(packed[row], alone ?? NaN, planBound, `response ${row}`);
      near(backwards[ids.length - 1 - row], alone ?? NaN, planBound, `response ${row}, packed backwards`);
      const [single] = (await model.runUnder(prompt, [responses[row] ?? new Int32Array()])).rewards;
      near(single, alone ?? NaN, planBound, `response ${row}, packed alone`);
    }
    prompt.release();
  });
}

/** The ids up to the last one that is not padding. */
export function readIds({ ids }: DecoderText, padId: number | null): Int32Array {
  let end = ids.length;
  while (end > 1 && ids[end - 1] === padId) end -= 1;
  return Int32Array.from(ids.slice(0, end));
}

/** Ragged batches of four; a long text alone. */
function batchesOf(texts: readonly DecoderText[]): DecoderText[][] {
  const short = texts.filter(({ ids }) => ids.length < 300);
  const long = texts.filter(({ ids }) => ids.length >= 300);
  const batches = Array.from({ length: Math.ceil(short.length / 4) }, (_, index) =>
    short.slice(index * 4, index * 4 + 4),
  );
  return [...batches, ...long.map((text) => [text])];
}

/** Tokens that all texts begin with, so that each keeps one of its own. */
function sharedTokens(ids: readonly Int32Array[]): number {
  const most = Math.min(...ids.map(({ length }) => length)) - 1;
  const parting = (ids[0] ?? new Int32Array()).findIndex((id, at) => ids.some((other) => other[at] !== id));
  return parting === -1 ? most : Math.min(parting, most);
}

function near(got: number | undefined, wanted: number, bound: number, what: string): void {
  expect(Math.abs((got ?? NaN) - wanted), `${what}: ${String(got)} instead of ${wanted}`).toBeLessThan(bound);
}
