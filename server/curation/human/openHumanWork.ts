import { join } from 'node:path';
import type { Plan } from '../../../src/curation/plan/Plan';
import { Secret } from '../machines/http/Secret';
import type { HumanWork } from './HumanWork';
import { LedgerFiles } from './LedgerFiles';
import { ServerClient } from './server/ServerClient';
import { ServerProject } from './server/ServerProject';
import { ServerTasks } from './server/ServerTasks';

/** What a plan's human work is opened with. */
export interface HumanPlaces {
  /** Where the plan's stages are kept. */
  folder: string;
  environment: NodeJS.ProcessEnv;
  /** The text of the plan's protocol, and of the one that comes with Assay. */
  protocol: string;
  usualProtocol: string;
}

/** Where the people of a plan judge: a project of a server, or files. Nobody is asked anything yet. */
export function openHumanWork(
  { plan, people }: Plan,
  { folder, environment, protocol, usualProtocol }: HumanPlaces,
): HumanWork {
  const { server, project, keyVariable } = people;
  if (server === null) return new LedgerFiles(join(folder, 'people'));
  const client = new ServerClient(server, () => (keyVariable === null ? null : Secret.from(environment, keyVariable)));
  const settings = { plan, folder, protocol: { text: protocol, usual: usualProtocol } };
  return new ServerTasks(new ServerProject(client, project), settings);
}
