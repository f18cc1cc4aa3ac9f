import type { BatchPace } from './BatchPace';
import { isOutOfMemory } from './OutOfMemoryError';

/** Makes the runs of one call: measures their pace, and answers when the device's memory runs out. */
export class DeviceRuns {
  /**
   * @param onRunning called each time when the device has begun to work: the moment to prepare what comes next
   * @param notice takes a sentence for the person
   */
  constructor(
    private readonly pace: BatchPace,
    private readonly onRunning: () => void,
    private readonly notice: (sentence: string) => void,
  ) {}

  /**
   * Makes one run.
   * @param tokens that the run computes, padding included
   * @returns null where memory ran out; any other error is thrown
   */
  async attempt<T>(tokens: number, run: () => Promise<T>): Promise<T | null> {
    const startedAt = performance.now();
    try {
      const running = run();
      this.onRunning();
      const output = await running;
      this.pace.note(tokens, performance.now() - startedAt);
      return output;
    } catch (error) {
      if (isOutOfMemory(error)) return null;
      throw error;
    }
  }

  /**
   * Memory ran out for several texts at once: the next batches are half as large.
   * @returns false where they are as small as they may be
   */
  halve(): boolean {
    const before = this.pace.tokens;
    const halved = this.pace.halve();
    if (halved)
      this.notice(
        `The device's memory ran out: a batch now holds at most ${this.pace.tokens} tokens, before ${before}.`,
      );
    return halved;
  }

  /** Memory ran out when a prompt was to be kept: prompts as long as this one are run with each response from here on. */
  refusePrompt(tokens: number): void {
    this.pace.mostPrompt = tokens - 1;
    this.notice(
      `The device's memory ran out: prompts of ${tokens} tokens and more are no longer shared between responses.`,
    );
  }

  /** Memory ran out for one response under its kept prompt, which is run with its whole text instead. */
  noteRefused(prompt: number, response: number): void {
    this.notice(
      `The device's memory ran out under a kept prompt of ${prompt} tokens: a response of ${response} tokens was run with its whole text.`,
    );
  }
}
