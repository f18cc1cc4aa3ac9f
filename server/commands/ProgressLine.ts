import { Presets, SingleBar } from 'cli-progress';
import type { ProgressView, ScoringProgress } from './score/ScoringProgress';
import type { Terminal } from './Terminal';
import { countWords, durationWords } from './words';

/** Without a terminal a line is written at most this often. */
const quietMs = 10_000;

/** What is going on, on the error stream: one bar that is drawn anew on a terminal, a line now and then elsewhere. */
export class ProgressLine implements ProgressView {
  private bar: SingleBar | null = null;
  private writtenMs = performance.now();

  constructor(
    private readonly terminal: Terminal,
    private readonly everyMs = quietMs,
  ) {}

  update({ doneRows, totalRows, rowsPerS, tokensPerS, secondsLeft }: ScoringProgress): void {
    const left = secondsLeft === null ? '' : `, ${durationWords(secondsLeft)} left`;
    const pace = `${countWords(rowsPerS)} rows/s, ${countWords(tokensPerS)} tokens/s${left}`;
    const rows = `${countWords(doneRows)} of ${countWords(totalRows)} rows`;
    this.show(doneRows, totalRows, `${rows}, ${pace}`);
  }

  /** Shows how far any other work is. */
  show(done: number, total: number, detail: string): void {
    if (this.terminal.isInteractive) this.draw(done, total, detail);
    else if (performance.now() - this.writtenMs >= this.everyMs) {
      this.writtenMs = performance.now();
      this.terminal.error(`${detail}\n`);
    }
  }

  note(text: string): void {
    this.end();
    this.terminal.error(`${text}\n`);
  }

  /** Takes the bar away. */
  end(): void {
    this.bar?.stop();
    this.bar = null;
  }

  private draw(done: number, total: number, detail: string): void {
    if (this.bar) {
      this.bar.setTotal(Math.max(1, total));
      return this.bar.update(done, { detail });
    }
    this.bar = new SingleBar(
      // A bar that listened for Ctrl-C itself would end the process before the scores are safe.
      { format: '{bar} {percentage}% {detail}', clearOnComplete: true, gracefulExit: false, hideCursor: true },
      Presets.shades_classic,
    );
    this.bar.start(Math.max(1, total), done, { detail });
  }
}
