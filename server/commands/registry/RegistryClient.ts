import { readJsonAnswer } from '../../../src/hub/http';
import { isJsonObject } from '../../../src/hub/jsonObject';
import { readRegistry } from '../../../src/hub/registry/readRegistry';
import { registryPaths } from '../../../src/hub/registry/registryPaths';
import type { RegistryManifest, RegistryModel } from '../../../src/hub/registry/RegistryModel';
import { TransferError } from '../../../src/hub/TransferError';
import type { UploadPlan } from '../../registry/UploadStore';
import type { UploadState } from '../../registry/Uploads';

const noUpload = '00000000-0000-0000-0000-000000000000';
const rights = 'Reading models takes the scope models:read, sending them models:write and the role of a curator.';

/** A server's registry as the command line asks it. The token leaves this machine encrypted or not at all, and follows no redirect. */
export class RegistryClient {
  /**
   * @param token null on a server where nobody signs in
   * @param advice what to do where the server asks who this is
   */
  constructor(
    private readonly base: URL,
    private readonly token: string | null,
    private readonly advice: string,
  ) {}

  async models(signal: AbortSignal): Promise<RegistryModel[]> {
    return readRegistry.models(await this.#ask(registryPaths.models(), {}, signal));
  }

  /** Whether this token may send models: it gives up an upload that nobody has. @throws TransferError where it may not */
  async checkMaySend(signal: AbortSignal): Promise<void> {
    const response = await this.#fetch(registryPaths.upload(noUpload), { method: 'DELETE' }, signal);
    const body = await readJsonAnswer(response, signal);
    if (response.status !== 404) this.#accept(response, body);
  }

  /** Begins an upload, or goes on with one of the same plan. */
  async begin(plan: UploadPlan, signal: AbortSignal): Promise<UploadState> {
    return this.#json(registryPaths.uploads(), plan, signal);
  }

  async state(id: string, signal: AbortSignal): Promise<UploadState> {
    return (await this.#ask(registryPaths.upload(id), {}, signal)) as UploadState;
  }

  /** Sends bytes of a file (at least one) from a byte on. */
  async send(
    id: string,
    { path, start, total }: { path: string; start: number; total: number },
    bytes: Blob,
    signal: AbortSignal,
  ): Promise<UploadState> {
    const range = `bytes ${start}-${start + bytes.size - 1}/${total}`;
    const headers = { 'Content-Range': range, 'Content-Type': 'application/octet-stream' };
    return (await this.#ask(
      registryPaths.uploadFile(id, path),
      { method: 'PUT', body: bytes, headers },
      signal,
    )) as UploadState;
  }

  async commit(id: string, signal: AbortSignal): Promise<RegistryManifest> {
    return readRegistry.manifest(await this.#ask(registryPaths.commit(id), { method: 'POST' }, signal));
  }

  async #json(path: string, body: object, signal: AbortSignal): Promise<UploadState> {
    const headers = { 'Content-Type': 'application/json' };
    return (await this.#ask(path, { method: 'POST', body: JSON.stringify(body), headers }, signal)) as UploadState;
  }

  async #ask(path: string, init: RequestInit, signal: AbortSignal): Promise<unknown> {
    const response = await this.#fetch(path, init, signal);
    return this.#accept(response, await readJsonAnswer(response, signal));
  }

  /** The body of a good answer. @throws TransferError in the server's words for any other */
  #accept({ ok, status }: Response, body: unknown): unknown {
    if (ok) return body;
    const detail = isJsonObject(body) && typeof body['detail'] === 'string' ? body['detail'] : 'it says nothing more.';
    const advice = status === 401 ? ` ${this.advice}` : status === 403 ? ` ${rights}` : '';
    const problem = status >= 500 && status !== 507 ? 'server' : status === 429 ? 'limited' : 'refused';
    throw new TransferError(problem, `The server at ${this.base.host} answered ${status}: ${detail}${advice}`);
  }

  async #fetch(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const { token } = this;
    const credentials: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
    const headers = { ...(init.headers as Record<string, string> | undefined), ...credentials };
    try {
      return await fetch(new URL(path, this.base), { ...init, headers, signal, redirect: 'error' });
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error && error.cause ? String(error.cause) : String(error);
      throw new TransferError('connection', `${this.base.origin} could not be reached (${reason}).`, null, {
        cause: error,
      });
    }
  }
}
