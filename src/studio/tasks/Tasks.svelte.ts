import { proxy } from 'comlink';
import { v4 } from 'uuid';
import { labelCodes } from '../../pairs/PairIndex';
import type { DataSet } from '../../pairs/DataSet';
import { openPeopleStore } from '../../store/openPeopleStore';
import type { Answered, Refusal } from '../../sync/Refusal';
import { httpTasks } from '../../sync/tasks/httpTasks';
import type { TaskInfo } from '../../sync/tasks/TaskInfo';
import type { TaskLink } from '../../sync/tasks/TaskLink';
import { ImportWorker } from '../load/ImportWorker';
import { messageOf } from '../parts/format';
import type { Studio } from '../Studio.svelte';
import { protocols } from '../verify/Protocols.svelte';
import { noTasks, tasksSetting, type KeptTasks } from './KeptTasks';

type TasksStudio = Pick<
  Studio,
  'store' | 'open' | 'dataSets' | 'addDataSet' | 'removeDataSet' | 'openDataSet' | 'announcer' | 'router'
>;

let identity: ReturnType<typeof openPeopleStore> | null = null;

/** The client's id of this browser: another one after its storage was rolled back, so it is read each time. */
const clientOfBrowser = async () => (await (identity ??= openPeopleStore())).client();

/**
 * The server's tasks: what there is to judge, and what this browser took of it. The pairs that were taken lie here as a data set, so
 * that nothing of judging needs the server. Where there is no server, or it has no tasks, there is nothing to see.
 */
export class Tasks {
  kept = $state.raw<KeptTasks>(noTasks);
  /** The task that something is done for. */
  busy = $state<string | null>(null);
  /** Why the list is as old as it is, or what could not be done. */
  problem = $state<string | null>(null);
  readonly #studio: TasksStudio;
  readonly #link: TaskLink;
  readonly #client: () => Promise<string>;
  readonly #imports = new ImportWorker();
  #restoring: Promise<void> | null = null;

  constructor(studio: TasksStudio, link: TaskLink = httpTasks(), client = clientOfBrowser) {
    this.#studio = studio;
    this.#link = link;
    this.#client = client;
  }

  get list(): TaskInfo[] {
    return this.kept.list;
  }

  /** The data set with the pairs that were taken of a task; null where there is none here. */
  dataSetOf(task: string): DataSet | null {
    return this.#studio.dataSets.find(({ id }) => id === this.kept.dataSets[task]) ?? null;
  }

  /** Asks the server what there is. Where it does not answer, what it said before stays. */
  async refresh(): Promise<void> {
    await this.#restored();
    const answer = await this.#link.list(await this.#client());
    if (!answer.ok) return this.#refused(answer.refusal);
    this.problem = null;
    await this.#keep({ list: answer.value, at: new Date().toISOString() });
    await this.#showLabels();
  }

  /** Holds pairs for this person and brings their texts here. */
  async take(task: TaskInfo, size: number): Promise<void> {
    await this.#doing(task, async (client) => {
      const asked = this.kept.asked[task.id] ?? { id: v4(), size };
      await this.#keep({ asked: { ...this.kept.asked, [task.id]: asked } });
      const taken = valueOf(await this.#link.take(task.id, client, asked));
      const unanswered = Object.entries(this.kept.asked).filter(([id]) => id !== task.id);
      await this.#keep({ asked: Object.fromEntries(unanswered) });
      this.#show(taken);
      await this.#takeProtocol();
      await this.#bring(taken, client);
      this.#studio.announcer.say(`${task.name}: the pairs are here. You can judge them without the server.`);
    });
  }

  /** Holds what is held longer. */
  async renew(task: TaskInfo): Promise<void> {
    await this.#eachHeld(task, (client, id) => this.#link.renew(task.id, client, id));
  }

  /** Gives back what was not judged. Verdicts stay, also those that the server has not yet. */
  async giveBack(task: TaskInfo): Promise<void> {
    await this.#eachHeld(task, (client, id) => this.#link.giveBack(task.id, client, id));
    if (this.problem === null) await this.#doing(task, (client) => this.#bring(task, client));
  }

  /** Opens the pairs of a task, and brings them here again where this browser has lost them. */
  async open(task: TaskInfo): Promise<void> {
    await this.#doing(task, async (client) => {
      const found = this.dataSetOf(task.id);
      if (found) await this.#studio.openDataSet(found.id);
      else await this.#bring(task, client);
      this.#studio.router.go('verify');
    });
  }

  /** Brings the pairs on which people differ here, as a data set of their own, and goes to where they are decided. */
  async openDisputed(task: TaskInfo): Promise<void> {
    await this.#doing(task, async (client) => {
      const texts = valueOf(await this.#link.disputed(task.id, client));
      await this.#takeProtocol();
      await this.#replace(`${task.id} disputed`, `${task.name}, disputed`, texts);
      this.#studio.router.go('people');
    });
  }

  async #bring({ id, name }: TaskInfo, client: string): Promise<void> {
    await this.#replace(id, name, valueOf(await this.#link.pairs(id, client)));
  }

  /** Stores pairs as a data set in the place of the one that held them before. */
  async #replace(key: string, name: string, texts: Blob): Promise<void> {
    const before = this.kept.dataSets[key];
    if (texts.size > 0) {
      const request = { name, files: [{ name, file: texts, mapping: null }], attribution: null, notice: null };
      const dataSet = await this.#imports.call((remote) =>
        remote.import(
          request,
          proxy(() => undefined),
        ),
      );
      await this.#keep({ dataSets: { ...this.kept.dataSets, [key]: dataSet.id } });
      await this.#studio.addDataSet(dataSet, []);
    }
    if (before !== undefined && this.#studio.dataSets.some(({ id }) => id === before))
      await this.#studio.removeDataSet(before);
  }

  /** Puts the project's protocol in force here before any of its pairs is judged. */
  async #takeProtocol(): Promise<void> {
    const inForce = valueOf(await this.#link.protocol());
    await protocols.restore(this.#studio.store);
    if (inForce === null) return;
    const text = valueOf(await this.#link.protocolText(inForce.number));
    if (text !== protocols.text) await protocols.replace(text);
  }

  /** What the source says of the open task's pairs that this person has judged: the reveal shows it from then on. */
  async #showLabels(): Promise<void> {
    const { open } = this.#studio;
    const task = this.list.find(({ id }) => open !== null && this.kept.dataSets[id] === open.dataSet.id);
    if (!task || !open || task.judged === 0) return;
    const labels = await this.#link.labels(task.id, await this.#client());
    if (!labels.ok) return;
    for (const [pair, label] of labels.value) {
      const row = open.rowOf(pair);
      if (row !== null) open.index.labels[row] = labelCodes[label];
    }
    open.verdictsVersion++;
  }

  async #eachHeld(task: TaskInfo, act: (client: string, id: string) => Promise<Answered<TaskInfo>>): Promise<void> {
    await this.#doing(task, async (client) => {
      for (const { id, state } of task.reservations) if (state === 'held') this.#show(valueOf(await act(client, id)));
    });
  }

  async #doing(task: TaskInfo, act: (client: string) => Promise<void>): Promise<void> {
    if (this.busy !== null) return;
    this.busy = task.id;
    try {
      await act(await this.#client());
      this.problem = null;
    } catch (error) {
      this.problem = messageOf(error);
    } finally {
      this.busy = null;
    }
  }

  #show(task: TaskInfo): void {
    const list = this.list.map((one) => (one.id === task.id ? task : one));
    this.kept = { ...this.kept, list };
  }

  async #refused(refusal: Refusal): Promise<void> {
    if (this.list.length === 0) return;
    // A server that is none of ours any more: what was taken of it stays as data sets.
    if (refusal.kind === 'absent') return this.#keep({ list: [] });
    this.problem =
      refusal.kind === 'sign_in' ? 'Sign in to take more, or to see how far the tasks are.' : refusal.message;
  }

  async #keep(change: Partial<KeptTasks>): Promise<void> {
    this.kept = { ...this.kept, ...change };
    await this.#studio.store.putSetting(tasksSetting, this.kept);
  }

  #restored(): Promise<void> {
    return (this.#restoring ??= this.#studio.store.setting<KeptTasks>(tasksSetting).then((kept) => {
      if (kept) this.kept = { ...noTasks, ...kept };
    }));
  }
}

/** @throws Error with the server's words where it refused */
function valueOf<Value>(answer: Answered<Value>): Value {
  if (answer.ok) return answer.value;
  throw new Error(answer.refusal.message);
}
