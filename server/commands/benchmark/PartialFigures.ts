import type { Benchmark } from '../../../src/benchmarks/Benchmark';
import type { BenchmarkItem } from '../../../src/benchmarks/BenchmarkItem';
import type { GivenReward } from '../../../src/benchmarks/GivenReward';
import { figureWords } from '../../../src/benchmarks/report/figureWords';
import { partialFigures } from '../../../src/benchmarks/run/partialFigures';
import type { NumberedRow } from '../score/Journal';
import type { RowSink } from '../score/scorePieces';
import type { ScoreRow } from '../../../src/rewards/scores/ScoreRow';

const everyMs = 15_000;

/** The rewards of a run as they come: hands them on to the journal, keeps them, and says now and then what they give so far. */
export class PartialFigures implements RowSink {
  private readonly byPlace: (readonly GivenReward[] | undefined)[];
  private saidMs = performance.now();

  constructor(
    private readonly benchmark: Benchmark,
    private readonly items: readonly BenchmarkItem[],
    private readonly sink: RowSink,
    private readonly say: (text: string) => void,
  ) {
    this.byPlace = items.map(() => undefined);
  }

  get rows(): number {
    return this.sink.rows;
  }

  /** Takes in what an earlier run has scored. */
  takeIn(n: number, row: ScoreRow): void {
    this.byPlace[n] = rewardsOf(row);
  }

  async append(rows: readonly NumberedRow[]): Promise<void> {
    await this.sink.append(rows);
    for (const { n, row } of rows) this.takeIn(n, row);
    if (performance.now() - this.saidMs < everyMs) return;
    this.saidMs = performance.now();
    this.say(this.words());
  }

  syncNowAndThen(): Promise<void> {
    return this.sink.syncNowAndThen();
  }

  private words(): string {
    const places = new Map(this.items.map(({ id }, at) => [id, at]));
    const result = partialFigures(this.benchmark, this.items, ({ id }) => this.byPlace[places.get(id) ?? -1]);
    const shown = result.figures.filter(({ level, value }) => level === 'overall' && value !== null);
    const words = shown.map((figure) => `${figure.title} ${figureWords(figure)}`).join('; ');
    return `So far, ${result.scored} of ${result.items} items: ${words || 'nothing yet'}`;
  }
}

export function rewardsOf({ rewards, states }: ScoreRow): GivenReward[] {
  return rewards.map((reward, at) => {
    const state = states[at];
    if (state === 'too_long') return state;
    return state === 'not_finite' ? NaN : reward;
  });
}
