import { join } from 'node:path';
import type { PlanRegistry } from '../../../src/curation/plan/Plan';
import { CheckpointError } from '../../../src/engine/checkpoint/CheckpointError';
import type { RegistryModel, RegistryVersion } from '../../../src/hub/registry/RegistryModel';
import { retried, type RetryPolicy } from '../../../src/hub/retries';
import { TransferError } from '../../../src/hub/TransferError';
import { openRegistryClient } from '../../commands/registry/openRegistryClient';
import { pushModel } from '../../commands/registry/pushModel';
import type { RegistryClient } from '../../commands/registry/RegistryClient';
import { openCheckpoints } from '../../engine/openCheckpoints';
import { modelNameForm, tagForm } from '../../registry/names';
import { PipelineError } from '../pipeline/PipelineError';
import type { ModelInUse, ModelRegistry, RegisteredModel } from './ModelRegistry';
import { patientRetries } from './patientRetries';

/** What every model gets that a plan registers: somebody is to look at it. */
export const candidateTag = 'candidate';
/** What a person gives the model that the team uses. No plan moves it. */
export const adoptedTag = 'adopted';

interface RegistryAccess {
  /** Null: none is sent. */
  token: string | null;
  /** Where models are kept that are taken from the server. */
  dataFolder: string;
  retries?: RetryPolicy;
}

/** The registry of a server of Assay, by the code of `assay models push` and `pull`. */
export class ServerRegistry implements ModelRegistry {
  readonly settings: ModelRegistry['settings'];
  readonly #client: RegistryClient;
  readonly #retries: RetryPolicy;

  /** @throws PipelineError where name or tags are none, TransferError where the token would leave unencrypted */
  constructor(
    registry: PlanRegistry,
    private readonly access: RegistryAccess,
  ) {
    const { server, model, keyVariable, tags, patience } = registry;
    checkNames(registry);
    this.settings = { server, model, tags: [...new Set([candidateTag, ...tags])] };
    this.#client = openRegistryClient(
      server,
      access.token,
      keyVariable ?? 'an environment variable, name it as "registry.keyVariable"',
    );
    this.#retries = access.retries ?? patientRetries(patience);
  }

  async check(signal: AbortSignal): Promise<void> {
    const { model, server } = this.settings;
    return this.#explained(
      `The model of the plan could not be registered as ${model} on ${server}`,
      signal,
      async () => {
        try {
          this.#own(await this.#client.models(signal));
          await this.#client.checkMaySend(signal);
        } catch (error) {
          if (!isAway(error)) throw error;
        }
      },
    );
  }

  async inUse(signal: AbortSignal): Promise<ModelInUse | null> {
    const what = `The model in use cannot be taken from ${this.settings.server}`;
    return this.#explained(what, signal, async () => {
      const models = await retried(() => this.#client.models(signal), this.#retries, signal);
      const found = versionInUse(this.#own(models));
      return found && { version: found.version, digest: found.digest, checkpoint: await this.#take(found, signal) };
    });
  }

  async register(
    { folder, run }: { folder: string; run: string },
    report: (doneBytes: number, totalBytes: number) => void,
    signal: AbortSignal,
  ): Promise<RegisteredModel> {
    const { model: name, server, tags } = this.settings;
    const request = { folder, name, tags, run };
    const progress = (_stage: string, _file: string, done: number, total: number) => report(done, total);
    return this.#explained(`The model in ${folder} is not registered as ${name} on ${server}`, signal, () =>
      pushModel(this.#client, request, progress, signal, this.#retries),
    );
  }

  /** Said before anything is trained in vain: names that differ in capital letters alone are one. */
  #own(models: readonly RegistryModel[]): RegistryModel | undefined {
    const { model } = this.settings;
    const found = models.find(({ name }) => name.toLowerCase() === model.toLowerCase());
    if (found === undefined || found.name === model) return found;
    throw new PipelineError(
      `The name ${model} is taken by ${found.name}, which differs in capital letters alone. Take that name as "registry.model", or another.`,
    );
  }

  async #take({ model, version, digest }: RegistryVersion, signal: AbortSignal): Promise<string> {
    const { dataFolder, token } = this.access;
    const store = openCheckpoints(dataFolder);
    const stop = () => void store.cancel();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const origin = { kind: 'registry', base: this.settings.server, model, version: String(version), token } as const;
      await retried(() => store.add(origin, () => undefined), this.#retries, signal);
      return join(dataFolder, 'checkpoints', digest);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** A failure in one sentence for people, with what goes on afterwards. */
  async #explained<T>(what: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof TransferError || error instanceof CheckpointError)) throw error;
      const after = isAway(error) ? 'What is done is kept; "assay curate resume" goes on from here.' : 'Put that right, then "assay curate resume" goes on from here.'; // prettier-ignore
      throw new PipelineError(`${what}: ${error.message} ${after}`, { cause: error });
    }
  }
}

function isAway(error: unknown): boolean {
  return error instanceof TransferError && ['connection', 'server', 'limited'].includes(error.problem);
}

/** The adopted version, else the newest that is not retired. */
function versionInUse(model: RegistryModel | undefined): RegistryVersion | null {
  const there = (model?.versions ?? []).filter(({ retiredAt }) => retiredAt === null);
  const newest = there.toSorted((one, other) => other.version - one.version)[0];
  return there.find(({ tags }) => tags.includes(adoptedTag)) ?? newest ?? null;
}

function checkNames({ model, tags }: PlanRegistry): void {
  if (!modelNameForm.test(model))
    throw new PipelineError(
      `"registry.model" is ${JSON.stringify(model)}: a model's name has letters, digits, "-", "_" and single dots inside, 96 at most.`,
    );
  const wrong = tags.find((tag) => !tagForm.test(tag));
  if (wrong !== undefined)
    throw new PipelineError(
      `"registry.tags" has ${JSON.stringify(wrong)}: a tag has lower-case letters, digits and "-", begins with a letter, 32 at most.`,
    );
}
