import { resolve } from 'node:path';
import type { MachineSettings } from '../../../src/curation/plan/machineSpec';
import { openModel, type OpenModel } from '../../engine/openModel';
import type { EmbeddingMachine } from '../machines/EmbeddingMachine';
import { EngineEmbeddings } from '../machines/embeddings/EngineEmbeddings';
import { openAiEmbeddingWire } from '../machines/embeddings/openAiEmbeddingWire';
import { ServedEmbeddings } from '../machines/embeddings/ServedEmbeddings';
import { teiWire } from '../machines/embeddings/teiWire';
import type { CallCache } from '../machines/http/CallCache';
import { MachineServer } from '../machines/http/MachineServer';
import { Secret } from '../machines/http/Secret';
import type { Judge } from '../machines/Judge';
import { OpenAiJudge } from '../machines/judges/OpenAiJudge';
import { MachineError } from '../machines/MachineError';
import type { RewardMachine } from '../machines/RewardMachine';
import { EngineRewards } from '../machines/rewards/EngineRewards';
import { openRenderer } from '../machines/rewards/openRenderer';
import { usualFixtures } from '../machines/rewards/RewardFixture';
import { ServedRewards } from '../machines/rewards/ServedRewards';
import { sglangWire } from '../machines/rewards/sglangWire';
import { vllmWire } from '../machines/rewards/vllmWire';

/** What machines of a plan are opened with. */
export interface MachinePlaces {
  /** The plan's folder: paths are relative to it. */
  folder: string;
  /** Where the engine keeps graphs. */
  dataFolder: string;
  environment: NodeJS.ProcessEnv;
  cache: CallCache;
}

/** Opens the machines that a plan names. Keys come out of the environment, by the names that the plan has for them. */
export class PlanMachines {
  readonly servers: MachineServer[] = [];

  constructor(private readonly places: MachinePlaces) {}

  judge(settings: MachineSettings): Judge {
    if (settings.wire !== 'openai')
      throw new MachineError(
        `The judge ${settings.model} speaks ${settings.wire}: a judge speaks openai (/v1/chat/completions).`,
      );
    return new OpenAiJudge(this.#server(settings), settings.model);
  }

  /** @throws MachineError where the machine gives no vectors, or cannot be reached */
  async embedding(settings: MachineSettings, signal: AbortSignal): Promise<EmbeddingMachine> {
    const machine = await this.#embedding(settings);
    await machine.start(signal);
    return machine;
  }

  /** Not started: whoever scores with it does that. */
  async rewards(settings: MachineSettings): Promise<RewardMachine> {
    const { wire, model, template, fixtures } = settings;
    if (wire === 'built_in') return this.builtInRewards(resolve(this.places.folder, model));
    if (wire !== 'sglang' && wire !== 'vllm')
      throw new MachineError(`The reward model ${model} speaks ${wire}: rewards come by sglang, vllm or built_in.`);
    if (template === null)
      throw new MachineError(
        `The reward model ${model} is served and has no "template": name a folder with its chat template.`,
      );
    const render = await openRenderer(resolve(this.places.folder, template), wire === 'sglang' ? 'stripped' : 'kept');
    const [one, other] = fixtures;
    const known = usualFixtures(one === undefined || other === undefined ? null : [one, other]);
    return new ServedRewards(this.#server(settings), wire === 'sglang' ? sglangWire(model) : vllmWire(model), {
      render,
      fixtures: known,
    });
  }

  /** @param path a checkpoint folder */
  async builtInRewards(path: string): Promise<RewardMachine> {
    return new EngineRewards(await this.#open(path));
  }

  async #embedding(settings: MachineSettings): Promise<EmbeddingMachine> {
    const { wire, model } = settings;
    if (wire === 'built_in') return new EngineEmbeddings(await this.#open(resolve(this.places.folder, model)));
    if (wire === 'openai') return new ServedEmbeddings(this.#server(settings), openAiEmbeddingWire(model, null), null);
    if (wire === 'tei') return new ServedEmbeddings(this.#server(settings), teiWire(null), null);
    throw new MachineError(`The embedding model ${model} speaks ${wire}: embeddings come by openai, tei or built_in.`);
  }

  #open(path: string): Promise<OpenModel> {
    const options = { precision: null, template: null, threads: null, dataFolder: this.places.dataFolder };
    const nobody = () => undefined;
    return openModel({ kind: 'folder', path, keepGraph: true }, options, nobody, nobody);
  }

  #server(settings: MachineSettings): MachineServer {
    const { address, keyVariable, inFlight, perMinute } = settings;
    const secret = keyVariable === null ? null : Secret.from(this.places.environment, keyVariable);
    const limits = { concurrency: inFlight, callsPerMinute: perMinute };
    const server = new MachineServer({
      base: address ?? '',
      id: machineId(settings),
      secret,
      limits,
      cache: this.places.cache,
    });
    this.servers.push(server);
    return server;
  }
}

/** What a machine is known by: its model and version, not where it runs. */
export function machineId({ model, revision }: MachineSettings): string {
  return `${model}@${revision}`;
}
