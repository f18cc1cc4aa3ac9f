import { askHttp, type Answer } from './askHttp';
import { EngineError } from './EngineError';
import { logBytes, type JobState, type TrainingEngine, type TrainingJob } from './TrainingEngine';

export interface RayOptions {
  /** The address of the cluster's dashboard, such as `http://head:8265`. */
  address: string;
  /** Sent as a bearer token; null where the cluster asks for none. */
  token: string | null;
  /** Program and first arguments on the cluster's machines; the run folder and `--ray` come after them. */
  command: readonly [string, ...string[]];
  /** Where the program runs, on the cluster's machines. */
  home: string;
  /** Environment of the job beside its arguments. */
  environment?: Readonly<Record<string, string>>;
}

const timeoutMs = 30_000;
const phases: Record<string, JobState['phase']> = { PENDING: 'waiting', RUNNING: 'running' };

/** Jobs of a Ray cluster over its REST interface. Whoever reaches that interface may run anything: it stays off the network. */
export class RayEngine implements TrainingEngine {
  readonly name = 'ray';

  constructor(private readonly options: RayOptions) {}

  async submit(job: TrainingJob): Promise<string> {
    const id = `${job.run}-${String(job.attempt)}`;
    if ((await this.#ask('GET', `/api/jobs/${id}`)) !== null) return id;
    const { command, home, environment = {} } = this.options;
    const words = [home, ...command, job.folder, '--ray'];
    const env = Object.fromEntries(words.map((word, place) => [`ASSAY_${String(place)}`, word]));
    await this.#ask('POST', '/api/jobs/', {
      entrypoint: entrypoint(words.length),
      submission_id: id,
      runtime_env: { env_vars: { ...environment, ...env } },
      metadata: { run: job.run },
      entrypoint_num_cpus: 0,
    });
    return id;
  }

  async state(handle: string): Promise<JobState> {
    const found = await this.#ask('GET', `/api/jobs/${handle}`);
    const status = typeof found?.['status'] === 'string' ? found['status'] : null;
    return { phase: phases[status ?? ''] ?? 'ended', note: status ?? 'unknown to the cluster' };
  }

  async log(handle: string): Promise<string> {
    const found = await this.#ask('GET', `/api/jobs/${handle}/logs`);
    return typeof found?.['logs'] === 'string' ? found['logs'].slice(-logBytes) : '';
  }

  async stop(handle: string): Promise<void> {
    if ((await this.state(handle)).phase !== 'ended') await this.#ask('POST', `/api/jobs/${handle}/stop`);
  }

  /** One call; null where the cluster does not know the job. */
  async #ask(method: string, path: string, body?: object): Promise<Record<string, unknown> | null> {
    const { address, token } = this.options;
    const text = body ? JSON.stringify(body) : '';
    const headers: Record<string, string | number> = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    };
    if (token !== null) headers['Authorization'] = `Bearer ${token}`;
    const options = { method, headers, signal: AbortSignal.timeout(timeoutMs) };
    const answer = await askHttp(new URL(path, address), options, text).catch((error: unknown) => {
      throw new EngineError(
        `The Ray cluster at ${address} does not answer: is it running, and is this its dashboard?`,
        { cause: error },
      );
    });
    if (answer.status === 404 && method === 'GET') return null;
    if (answer.status !== 200) throw new EngineError(refusal(address, answer));
    return parsed(address, answer.text);
  }
}

/** A shell's line without a word of anyone's: Ray takes no list of arguments, so each comes as a variable. */
function entrypoint(words: number): string {
  const variables = Array.from({ length: words - 1 }, (_, place) => `"$ASSAY_${String(place + 1)}"`);
  return `cd "$ASSAY_0" && exec ${variables.join(' ')}`;
}

function refusal(address: string, { status, text }: Answer): string {
  if (status === 401 || status === 403)
    return `The Ray cluster at ${address} asks for another token: set RAY_AUTH_TOKEN to the cluster's.`;
  return `The Ray cluster at ${address} refused (${String(status)}): ${text.trim().slice(-400)}`;
}

function parsed(address: string, text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new EngineError(`${address} is no Ray dashboard: it answered ${JSON.stringify(text.slice(0, 80))}.`);
  }
}
