import type { RewardMachine } from '../machines/RewardMachine';
import type { MadeModel, ModelMaker, ModelPurpose, ModelRequest } from './ModelMaker';

/** Models that are there already: nothing is trained, each purpose has its machine in all iterations. */
export class NamedModels implements ModelMaker {
  readonly trains = false;
  readonly #started = new Set<ModelPurpose>();

  constructor(private readonly machines: Record<ModelPurpose, RewardMachine>) {}

  get settings(): { best: string; gold: string } {
    return { best: this.machines.best.id, gold: this.machines.gold.id };
  }

  make({ purpose }: ModelRequest): Promise<MadeModel> {
    return Promise.resolve({ id: this.machines[purpose].id, checkpoint: null });
  }

  async open(_model: MadeModel, purpose: ModelPurpose, signal: AbortSignal): Promise<RewardMachine> {
    const machine = this.machines[purpose];
    if (!this.#started.has(purpose)) await machine.start(signal);
    this.#started.add(purpose);
    // Kept for the next iteration: closing is the plan's.
    return {
      id: machine.id,
      start: () => Promise.resolve(),
      rewards: machine.rewards.bind(machine),
      close: () => Promise.resolve(),
    };
  }
}
