import type { EngineContract, KnownModel, LoadedCheckpoint, ScoreResult } from '../../engine/contract';
import { messageOf } from '../parts/format';

/** One response of a published test vector, with what this device measured for it. */
export interface VectorLine {
  expected: number;
  /** Null until it is measured, and where the model gave none. */
  measured: number | null;
}

/** Runs what the authors of a known model publish, so that a person sees whether this graph gives the same rewards. */
export class VectorCheck {
  readonly known: KnownModel;
  /** How far a measured reward may be off at this precision. */
  readonly tolerance: number;
  state = $state<'running' | 'done' | 'failed'>('running');
  error = $state<string | null>(null);
  lines = $state.raw<VectorLine[]>([]);

  constructor({ precision }: LoadedCheckpoint, known: KnownModel) {
    this.known = known;
    this.tolerance = known.tolerance[precision];
  }

  /** Whether every response is measured and within the tolerance. */
  get isWithin(): boolean {
    return this.state === 'done' && this.lines.every((line) => this.isLineWithin(line));
  }

  isLineWithin({ expected, measured }: VectorLine): boolean {
    return measured !== null && Math.abs(measured - expected) <= this.tolerance;
  }

  /** Measures the vector with the model that the engine holds. Never rejects. */
  async run(engine: EngineContract): Promise<void> {
    const { vector } = this.known;
    this.state = 'running';
    this.error = null;
    this.lines = vector.map(({ reward }) => ({ expected: reward, measured: null }));
    const requests = vector.map(({ messages, promptLength }, at) => ({ id: String(at), messages, promptLength }));
    try {
      const { cancelled } = await engine.score(requests, ({ results }) =>
        results.forEach((result) => this.#take(result)),
      );
      this.state = cancelled ? 'failed' : 'done';
      if (cancelled) this.error = 'It was ended before all responses were measured.';
    } catch (error) {
      this.state = 'failed';
      this.error = messageOf(error);
    }
  }

  #take(result: ScoreResult): void {
    if (result.kind !== 'reward') return;
    this.lines = this.lines.map((line, at) => (String(at) === result.id ? { ...line, measured: result.reward } : line));
  }
}
