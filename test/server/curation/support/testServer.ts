import { CallCache } from '../../../../server/curation/machines/http/CallCache';
import type { CallLimits } from '../../../../server/curation/machines/http/CallLimits';
import { MachineServer, type ServerSettings } from '../../../../server/curation/machines/http/MachineServer';

/** Waits that are only counted. */
export const waits: number[] = [];

/** The calls to a test's server, whose waits take no time. */
export function testServer(base: string, given: Partial<ServerSettings> = {}): MachineServer {
  const wait = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  return new MachineServer({ base, id: 'tiny@1', secret: null, cache: new CallCache(':memory:'), wait, ...given });
}

/** One call at a time. */
export const oneByOne: Partial<CallLimits> = { concurrency: 1 };
