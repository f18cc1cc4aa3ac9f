import type { InferenceSession } from 'onnxruntime-web';
import { runSession } from './runSession';
import type { Runtime } from './Runtime';
import type { BatchOutput, KeptPrompt, ScoringModel } from './ScoringModel';
import type { TokenEmbeddings } from './TokenEmbeddings';

/** Added to attention scores of padding: its share of the softmax is then exactly 0 in 32-bit floats. */
const masked = -1e4;

/** An encoder in one runtime. It sees a text as a whole, so that no prompt can be kept. */
export class EncoderModel implements ScoringModel {
  readonly costs = null;

  constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
    private readonly embeddings: TokenEmbeddings,
  ) {}

  async run(texts: readonly Int32Array[]): Promise<BatchOutput> {
    const length = Math.max(...texts.map((ids) => ids.length));
    const { Tensor } = this.runtime.onnx;
    const states = await this.embeddings.batch(texts, length);
    return runSession(this.runtime, this.session, {
      inputs_embeds: new Tensor('float32', states, [texts.length, length, this.embeddings.width]),
      ...(this.session.inputNames.includes('mask') && {
        mask: new Tensor('float32', maskOf(texts, length), [texts.length, 1, 1, length]),
      }),
    });
  }

  keep(): Promise<KeptPrompt> {
    return Promise.reject(new TypeError('An encoder keeps no prompts.'));
  }

  runUnder(): Promise<BatchOutput> {
    return Promise.reject(new TypeError('An encoder runs nothing under a kept prompt.'));
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

function maskOf(texts: readonly Int32Array[], length: number): Float32Array<ArrayBuffer> {
  const mask = new Float32Array(texts.length * length);
  texts.forEach((ids, row) => mask.fill(masked, row * length + ids.length, (row + 1) * length));
  return mask;
}
