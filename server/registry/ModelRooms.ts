import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../api/ApiEnv';
import type { SqlDatabase } from '../database/SqlDatabase';
import { usualPolicy } from '../fetching/usualPolicy';
import { Imports } from './imports/Imports';
import { Registry } from './Registry';
import { registryApi } from './routes/registryApi';

/** What whoever starts the server says of its models. */
export interface ModelSetting {
  /** Bytes that models may take on the disk; null where only the disk limits them. */
  quotaBytes: number | null;
  /** Hosts that the server may fetch from beside the usual ones. */
  fetchHosts: readonly string[];
  /** Lets it fetch from this machine and its network too. */
  allowPrivateFetch: boolean;
}

const usualSetting: ModelSetting = { quotaBytes: null, fetchHosts: [], allowPrivateFetch: false };

/** The server's rooms for models: the registry, and imports into it. */
export class ModelRooms {
  readonly parts: OpenAPIHono<ApiEnv>[];
  readonly registry: Registry;
  readonly imports: Imports;

  constructor(
    database: SqlDatabase,
    dataFolder: string,
    { quotaBytes, fetchHosts, allowPrivateFetch }: ModelSetting = usualSetting,
  ) {
    this.registry = new Registry(database, dataFolder, { quotaBytes });
    const hosts = [...usualPolicy.hosts, ...fetchHosts];
    this.imports = new Imports(this.registry, database, { ...usualPolicy, hosts, allowPrivate: allowPrivateFetch });
    this.parts = [registryApi(this.registry, this.imports)];
  }

  /** Goes on with what was left, and tidies up. Nothing waits for it: a database that fails now is said by whoever asks it next. */
  start(): void {
    this.registry.start();
    void this.imports.start().catch(() => undefined);
  }

  /** Ends what runs; the next start goes on with it. */
  async stop(): Promise<void> {
    this.registry.stop();
    await this.imports.stop();
  }
}
