import type { RewardMachine } from '../machines/RewardMachine';
import type { MadeModel, ModelMaker, ModelPurpose, ModelRequest } from './ModelMaker';
import { NamedModels } from './NamedModels';

/** Models that a plan names, opened when the first is needed: a dry run opens none. */
export class LazyModels implements ModelMaker {
  readonly trains = false;
  #models: Promise<NamedModels> | null = null;

  /** @param settings what the models are known by */
  constructor(
    readonly settings: Record<ModelPurpose, string>,
    private readonly openAll: () => Promise<Record<ModelPurpose, RewardMachine>>,
  ) {}

  async make(request: ModelRequest): Promise<MadeModel> {
    return (await this.#opened()).make(request);
  }

  async open(model: MadeModel, purpose: ModelPurpose, signal: AbortSignal): Promise<RewardMachine> {
    return (await this.#opened()).open(model, purpose, signal);
  }

  #opened(): Promise<NamedModels> {
    return (this.#models ??= this.openAll().then((machines) => new NamedModels(machines)));
  }
}
