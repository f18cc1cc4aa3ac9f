import { readTasks } from '../../../../src/sync/tasks/readTasks';
import type { TaskInfo } from '../../../../src/sync/tasks/TaskInfo';
import { readAnswer } from '../../../../src/sync/wire/readAnswer';
import { WireFields } from '../../../../src/sync/wire/WireFields';
import { wireLimits } from '../../../../src/sync/wire/wireLimits';
import { wirePaths } from '../../../../src/sync/wire/wirePaths';
import type { HumanAsk } from '../HumanWork';
import type { ServerClient } from './ServerClient';
import { serverPaths } from './serverPaths';
import { ServerRefusal } from './ServerRefusal';

/** A data set of a project, as far as a plan needs it. */
export interface SentDataSet {
  id: string;
  pairs: number;
}

/** A task that is to be made. */
export interface TaskToMake {
  /** A UUID: asked for again with it, the task is the one that is there. */
  id: string;
  name: string;
  dataSet: string;
  /** How many people judge a pair, and of which pairs another number do. */
  overlap: number;
  overlaps: Record<string, number>;
}

/** A page of a project's ledger. */
export type LedgerPage = ReturnType<typeof readAnswer.eventsPage>;

/** Whose tasks are listed: a plan judges nothing, and any id will do. No task has it. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** One project of a server, as a plan uses it. */
export class ServerProject {
  constructor(
    readonly client: ServerClient,
    readonly id: string,
  ) {}

  /** The protocol in force; null: the one that comes with Assay. */
  protocol(ask: HumanAsk): Promise<{ name: string; sha256: string } | null> {
    return this.client.ask({ path: serverPaths.project(this.id), scope: 'labels:read' }, protocolIn, ask);
  }

  /**
   * Whether the plan's token may give people work: asks to close a task that there is not, which changes nothing.
   * @throws ServerRefusal where it may not
   */
  async checkMayMake(ask: HumanAsk): Promise<void> {
    await this.closeTask(nobody, ask).catch((error: unknown) => {
      if (!(error instanceof ServerRefusal) || error.status !== 404) throw error;
    });
  }

  tasks(ask: HumanAsk): Promise<TaskInfo[]> {
    const path = `${serverPaths.tasks(this.id)}?client=${nobody}`;
    return this.client.ask({ path, scope: 'labels:read' }, readTasks.list, ask);
  }

  makeTask(task: TaskToMake, ask: HumanAsk): Promise<TaskInfo> {
    const call = { method: 'POST', path: serverPaths.tasks(this.id), body: task, scope: 'data:write' } as const;
    return this.client.ask(call, readTasks.task, ask);
  }

  closeTask(id: string, ask: HumanAsk): Promise<TaskInfo> {
    const call = { method: 'DELETE', path: serverPaths.task(this.id, id), scope: 'data:write' } as const;
    return this.client.ask(call, readTasks.task, ask);
  }

  /** Null where the project has none of this id, or has retired it. */
  dataSet(id: string, ask: HumanAsk): Promise<SentDataSet | null> {
    const call = { path: serverPaths.dataSets(this.id), scope: 'data:read' };
    return this.client.ask(call, (answer) => dataSetIn(answer, id), ask);
  }

  /** Sends a file of pairs; the same bytes again are the data set that is there. */
  sendDataSet(name: string, text: string, ask: HumanAsk): Promise<SentDataSet> {
    const path = `${serverPaths.dataSets(this.id)}?file=${encodeURIComponent(`${name}.jsonl`)}&name=${encodeURIComponent(name)}`;
    return this.client.ask({ method: 'POST', path, body: text, scope: 'data:write' }, sent, ask);
  }

  /** The ids of a data set's first pairs, in its order. */
  firstPairs(dataSet: string, ask: HumanAsk): Promise<string[]> {
    const call = { path: `${serverPaths.dataSets(this.id)}/${dataSet}/pairs`, scope: 'data:read' };
    return this.client.ask(call, pairIdsIn, ask);
  }

  /** @param waitS seconds that the server may hold the request where there is no event behind the cursor */
  events(after: string | null, waitS: number, ask: HumanAsk): Promise<LedgerPage> {
    const path = wirePaths.events(this.id, { after: after ?? '', limit: wireLimits.pageEvents, waitS });
    return this.client.ask({ path, scope: 'labels:read' }, readAnswer.eventsPage, ask);
  }
}

function protocolIn(answer: unknown): { name: string; sha256: string } | null {
  const protocol = new WireFields('project', answer).objectOrNull('protocol');
  if (protocol === null) return null;
  const fields = new WireFields('project.protocol', protocol);
  return { name: fields.text('name'), sha256: fields.text('sha256') };
}

function dataSetIn(answer: unknown, id: string): SentDataSet | null {
  const all = new WireFields('dataSets', answer).list('dataSets');
  const found = all.map((one) => new WireFields('dataSet', one)).find((one) => one.text('id') === id);
  return found === undefined || found.textOrNull('retiredAt') !== null ? null : { id, pairs: found.count('pairs') };
}

function sent(answer: unknown): SentDataSet {
  const fields = new WireFields('dataSet', answer);
  return { id: fields.text('id'), pairs: fields.count('pairs') };
}

function pairIdsIn(answer: unknown): string[] {
  return new WireFields('pairs', answer).list('pairs').map((pair) => new WireFields('pair', pair).text('id'));
}
