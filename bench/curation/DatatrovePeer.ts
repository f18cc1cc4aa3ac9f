import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./decontaminate.py', import.meta.url));

/** datatrove's n-gram step in a process of its own, which holds the texts against the prompts each time that it is asked. */
export class DatatrovePeer {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  /** `python` has datatrove; the texts go through a file in `folder`. */
  constructor(python: string, folder: string, texts: { prompts: readonly string[]; pool: readonly string[] }) {
    const path = join(folder, 'texts.json');
    writeFileSync(path, JSON.stringify(texts));
    this.#process = spawn(python, [script, path], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
  }

  /** One run over all texts: seconds of the step alone, and the rows that it takes out. @throws Error where the process has ended. */
  async hold(): Promise<{ seconds: number; contaminated: number[] }> {
    this.#process.stdin.write('\n');
    const answer = await this.#answers.next();
    if (answer.done) throw new Error('datatrove ended without an answer; what it said is above.');
    return JSON.parse(answer.value) as { seconds: number; contaminated: number[] };
  }

  /** No more runs: the process takes its own files away and ends. */
  close(): void {
    this.#process.stdin.end();
  }
}
