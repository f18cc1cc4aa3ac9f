import type { TransferProgress } from '../checkpointsContract';

const spacingMs = 100;

/** Seconds over which the rate is smoothed. */
const smoothingS = 3;

/** Tells how a transfer goes, at most ten times a second: bytes of all files, a smoothed rate and the time that is left. */
export class ProgressMeter {
  private stage: TransferProgress['stage'] = 'resolve';
  private file = '';
  private doneBytes = 0;
  private rate = 0;
  private sinceBytes = 0;
  private toldAt: number;

  constructor(
    private readonly totalBytes: number,
    private readonly onProgress: (progress: TransferProgress) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.toldAt = now();
  }

  /** A new stage or file is told at once. */
  enter(stage: TransferProgress['stage'], file: string): void {
    this.stage = stage;
    this.file = file;
    this.tell();
  }

  /** Bytes that moved: they count for the rate. */
  moved(bytes: number): void {
    this.doneBytes += bytes;
    this.sinceBytes += bytes;
    if (this.now() - this.toldAt >= spacingMs) this.tell();
  }

  /** Bytes that were there already, or that must come again (a negative number): no rate follows from them. */
  skipped(bytes: number): void {
    this.doneBytes += bytes;
    if (this.now() - this.toldAt >= spacingMs) this.tell();
  }

  tell(): void {
    this.measure();
    const { stage, file, doneBytes, totalBytes, rate } = this;
    const left = rate > 0 ? Math.max(0, totalBytes - doneBytes) / rate : null;
    this.onProgress({ stage, file, doneBytes, totalBytes, bytesPerS: rate, secondsLeft: left });
  }

  /** Moments closer together than the spacing say nothing of a rate. */
  private measure(): void {
    const seconds = (this.now() - this.toldAt) / 1000;
    if (seconds * 1000 < spacingMs) return;
    const current = this.sinceBytes / seconds;
    this.rate = this.rate === 0 ? current : this.rate + (current - this.rate) * (1 - Math.exp(-seconds / smoothingS));
    this.sinceBytes = 0;
    this.toldAt += seconds * 1000;
  }
}
