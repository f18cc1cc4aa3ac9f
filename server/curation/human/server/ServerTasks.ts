import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { TaskInfo } from '../../../../src/sync/tasks/TaskInfo';
import { problemCodes } from '../../../../src/sync/wire/Problem';
import { wireLimits } from '../../../../src/sync/wire/wireLimits';
import { verifyEvent } from '../../../../src/verdicts/verifyEvent';
import type { LedgerEvent } from '../../../../src/verdicts/VerdictEvent';
import { sha256OfText } from '../../../ledger/sha256OfText';
import { personOfClient } from '../../../readModels/personOfClient';
import { PipelineError } from '../../pipeline/PipelineError';
import type { HumanAsk, HumanPair, HumanTask, HumanWork } from '../HumanWork';
import { taskText } from '../taskText';
import { checkProject, checkProtocol, type PlanProtocol } from './checkProject';
import { LedgerCopy, type OwnedEvent } from './LedgerCopy';
import { MadeTasks } from './MadeTasks';
import type { LedgerPage, ServerProject } from './ServerProject';
import { ServerRefusal } from './ServerRefusal';

export interface ServerTaskSettings {
  /** Names the plan's tasks on the server. */
  plan: string;
  /** Of the plan: what is known of the server is kept below it. */
  folder: string;
  protocol: PlanProtocol;
}

/** Verdicts that come one after the other are looked at together. */
const gatherMs = 1_000;

/** Human work as tasks of an Assay server: pairs go out as a data set with a task over it, verdicts come back from the project's ledger. */
export class ServerTasks implements HumanWork {
  readonly place: string;
  readonly #made: MadeTasks;
  #copy: LedgerCopy | null = null;

  constructor(
    private readonly project: ServerProject,
    private readonly settings: ServerTaskSettings,
  ) {
    this.place = `project ${project.id} of ${project.client.base}`;
    this.#made = new MadeTasks(join(this.#folder, 'tasks.json'));
  }

  titleOf({ name }: HumanTask): string {
    return `${this.settings.plan}: ${name}`;
  }

  async assign(task: HumanTask, pairs: AsyncIterable<HumanPair>, ask: HumanAsk): Promise<void> {
    await checkProtocol(this.project, this.settings.protocol, ask);
    const { wasMade, replaced } = await this.#made.begin(task);
    const tasks = await this.project.tasks(ask);
    const name = this.titleOf(task);
    const ofName = tasks.filter((one) => one.name === name);
    const isOpen = ofName.some(({ closedAt }) => closedAt === null);
    if (!isOpen && wasMade && ofName.length > 0) throw this.#closed(name);
    if (!isOpen) await this.#make(name, ofName.length, pairs, ask);
    for (const old of replaced) await this.#close(old, tasks, ask);
    await this.#made.settle(task);
  }

  async *events(ask: HumanAsk): AsyncGenerator<LedgerEvent> {
    const copy = await this.#open(ask);
    while (await this.#read(copy, 0, ask));
    yield* copy.events();
  }

  personOf(client: string): string {
    return this.#copy?.personOf(client) ?? client;
  }

  async news(ask: HumanAsk): Promise<void> {
    const copy = await this.#open(ask);
    for (const before = copy.cursor; copy.cursor === before;) {
      await this.#read(copy, wireLimits.waitS, ask);
      await setTimeout(gatherMs, undefined, { signal: ask.signal });
    }
  }

  async end(task: HumanTask, ask: HumanAsk): Promise<void> {
    if (await this.#made.has(task)) await this.#close(task, await this.project.tasks(ask), ask);
  }

  async #close(task: HumanTask, tasks: readonly TaskInfo[], ask: HumanAsk): Promise<void> {
    const open = tasks.filter((one) => one.name === this.titleOf(task) && one.closedAt === null);
    for (const { id } of open) await this.project.closeTask(id, ask);
  }

  /** What a person has ended is not begun again behind their back. */
  #closed(name: string): PipelineError {
    return new PipelineError(
      `Somebody has closed task ${name} in ${this.place}, so nobody is given its pairs any more. Lower "people.enough" to go on with the ` +
        `verdicts that are there, or remove ${this.#made.path} to have a new task made.`,
    );
  }

  /** @param times that a task of this name was made and closed again */
  async #make(name: string, times: number, pairs: AsyncIterable<HumanPair>, ask: HumanAsk): Promise<void> {
    const several = new Map<string, number>();
    const ids: string[] = [];
    const text = await taskText(noting(pairs, ids, several));
    const id = sha256OfText(text);
    const dataSet = (await this.project.dataSet(id, ask)) ?? (await this.project.sendDataSet(name, text, ask));
    await this.#checkPairs(dataSet, ids, ask);
    const overlaps = Object.fromEntries(several);
    await this.project.makeTask({ id: uuidOf(`${name} ${times}`), name, dataSet: id, overlap: 1, overlaps }, ask);
  }

  /** Verdicts name pairs by their ids: a server that reads them otherwise gives verdicts of other pairs. */
  async #checkPairs(
    { id, pairs }: { id: string; pairs: number },
    ids: readonly string[],
    ask: HumanAsk,
  ): Promise<void> {
    const first = await this.project.firstPairs(id, ask);
    const other = first.findIndex((pair, at) => pair !== ids[at]);
    if (pairs === ids.length && other < 0) return;
    const found =
      other < 0 ? `${pairs} of ${ids.length} pairs` : `pair ${String(ids[other])} as ${String(first[other])}`;
    throw new PipelineError(
      `${this.project.client.base} reads ${found}: it is another version of Assay than this one. Bring both to the same version.`,
    );
  }

  /** The copy of the ledger, once it is known that the plan may do there what it does. */
  async #open(ask: HumanAsk): Promise<LedgerCopy> {
    if (this.#copy !== null) return this.#copy;
    await checkProject(this.project, this.settings.protocol, ask);
    return (this.#copy = await LedgerCopy.open(this.#folder));
  }

  /** Reads a page behind what was read before. Resolves to whether there is more at once. */
  async #read(copy: LedgerCopy, waitS: number, ask: HumanAsk): Promise<boolean> {
    const page = await this.project.events(copy.cursor, waitS, ask).catch((error: unknown) => {
      // The ledger was made anew or restored from a backup: a cursor of before means nothing there.
      if (error instanceof ServerRefusal && error.code === problemCodes.generationChanged) return null;
      throw error;
    });
    if (page === null) {
      await copy.startOver();
      return true;
    }
    if (page.next !== copy.cursor) await copy.keep(this.#verified(page), page.next);
    return page.more;
  }

  #verified({ events, annotators }: LedgerPage): OwnedEvent[] {
    return events.map((value) => {
      const verification = verifyEvent(value, sha256OfText);
      if (!verification.ok)
        throw new PipelineError(
          `${this.project.client.base} sent what is no ledger event: ${verification.reason} Nothing of that page was used; ` +
            'look at the ledger there with "assay ledger verify".',
        );
      const { event } = verification;
      const annotator = annotators[event.client] ?? event.client;
      return { person: personOfClient(event.client, annotator), event };
    });
  }

  get #folder(): string {
    return join(this.settings.folder, 'people', 'server', this.project.id);
  }
}

/** The pairs as they come, with their ids, and the numbers of people where more than one judges. */
async function* noting(
  pairs: AsyncIterable<HumanPair>,
  ids: string[],
  several: Map<string, number>,
): AsyncGenerator<HumanPair> {
  for await (const pair of pairs) {
    ids.push(pair.pair);
    if (pair.annotators !== 1) several.set(pair.pair, pair.annotators);
    yield pair;
  }
}

/** The same for the same words, in the form of a UUID of version 8 (RFC 9562). */
function uuidOf(words: string): string {
  const hex = sha256OfText(words);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
