import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeDurably } from '../../pipeline/durableFile';
import type { HumanTask } from '../HumanWork';

/**
 * Which tasks a plan has given to a server, in the order of its steps, in a file of the plan's folder. A name stands there before its task
 * is made, so that a task which the plan has no more is found whenever the process ends.
 */
export class MadeTasks {
  constructor(readonly path: string) {}

  async has(task: HumanTask): Promise<boolean> {
    return (await this.#read()).some(({ name }) => name === task.name);
  }

  /**
   * Notes a task that is about to be made. `wasMade`: it was noted before; `replaced`: those that it takes the place of, of its step and of
   * later ones.
   */
  async begin(task: HumanTask): Promise<{ wasMade: boolean; replaced: HumanTask[] }> {
    const made = await this.#read();
    const wasMade = made.some(({ name }) => name === task.name);
    const known = wasMade ? made : [...made, task];
    if (!wasMade) await this.#write(known);
    return { wasMade, replaced: this.#replacedBy(task, known) };
  }

  /** Forgets those that a task took the place of, once they are closed. */
  async settle(task: HumanTask): Promise<void> {
    const made = await this.#read();
    const replaced = this.#replacedBy(task, made);
    if (replaced.length > 0) await this.#write(made.filter((one) => !replaced.includes(one)));
  }

  /** Steps run in their order: what was noted from this step's first task on belongs to a plan that is no more. */
  #replacedBy({ step, name }: HumanTask, made: readonly HumanTask[]): HumanTask[] {
    const from = made.findIndex((one) => one.step === step);
    return made.slice(from).filter((one) => one.name !== name);
  }

  async #read(): Promise<HumanTask[]> {
    const text = await readFile(this.path, 'utf8').catch(() => '[]');
    return JSON.parse(text) as HumanTask[];
  }

  async #write(made: readonly HumanTask[]): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    await writeDurably(this.path, `${JSON.stringify(made, null, 2)}\n`);
  }
}
