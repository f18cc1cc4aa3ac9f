import { makePeopleReport } from '../../src/verdicts/people/makePeopleReport';
import type { PeopleReport } from '../../src/verdicts/people/PeopleReport';
import type { Label } from '../../src/verdicts/Label';
import { me } from '../../src/verdicts/PersonOf';
import type { ProjectDataSets } from '../dataSets/ProjectDataSets';
import type { ProjectTasks } from '../tasks/ProjectTasks';
import type { ProjectFold } from './ProjectFold';
import type { ProjectFolds } from './ProjectFolds';
import { mostLabels } from './schemas';

/** How much one person did. */
export interface PersonProgress {
  person: string;
  /** Pairs with a verdict of the person's, and pairs on which their blind vote stands. */
  judged: number;
  votes: number;
  /** Pairs judged, by task. */
  tasks: Record<string, number>;
}

/** What is read of a project's ledger: labels, agreement, progress. Made of the ledger alone, with the position that it stands at. */
export class ReadModels {
  /** The last report by project and data set: an estimate of intervals is work. */
  readonly #reports = new Map<string, { fold: ProjectFold; position: number; report: PeopleReport }>();

  constructor(
    readonly folds: ProjectFolds,
    private readonly dataSets: ProjectDataSets,
    private readonly tasks: ProjectTasks,
  ) {}

  /** Labels of pairs whose ids follow `after`. */
  async labels(project: string, after = ''): Promise<{ position: number; labels: Label[]; next: string | null }> {
    const { position, labels } = await this.folds.upToDate(project);
    const pairs = [...labels.labels().keys()].filter((pair) => pair > after).sort();
    const page = pairs.slice(0, mostLabels);
    const next = pairs.length > page.length ? (page.at(-1) ?? null) : null;
    return { position, labels: page.flatMap((pair) => labels.label(pair) ?? []), next };
  }

  async agreement(project: string, dataSet: string | null): Promise<{ position: number; report: PeopleReport }> {
    const fold = await this.folds.upToDate(project);
    const key = `${project} ${dataSet ?? ''}`;
    const kept = this.#reports.get(key);
    if (kept?.fold === fold && kept.position === fold.position) return kept;
    const scope = dataSet === null ? null : await this.#scope(project, dataSet);
    const { position } = fold;
    const events = [...fold.labels.pairs()].flatMap((pair) => fold.labels.eventsOf(pair));
    const whole = makePeopleReport(fold.labels, events, scope, me);
    const people = whole.people.filter(({ person }) => person !== me);
    const made = { fold, position, report: { ...whole, people } };
    this.#reports.set(key, made);
    return made;
  }

  /** @param only whose figures; null: everybody's */
  async progress(project: string, only: string | null): Promise<{ position: number; people: PersonProgress[] }> {
    const fold = await this.folds.upToDate(project);
    const tasks = await this.tasks.boards(project);
    const votes = new Map<string, number>();
    for (const pair of fold.labels.pairs())
      for (const person of fold.votersOf(pair)) votes.set(person, (votes.get(person) ?? 0) + 1);
    const people = only === null ? fold.people() : [only];
    const rows = people.map((person) => {
      const judged = fold.judgedBy(person);
      const byTask = tasks.map(({ id, board }) => [id, board.countOf(judged)] as const);
      return { person, judged: judged.size, votes: votes.get(person) ?? 0, tasks: Object.fromEntries(byTask) };
    });
    return { position: fold.position, people: rows };
  }

  async #scope(project: string, dataSet: string) {
    await this.dataSets.dataSet(project, dataSet);
    const { index, rowOf } = await this.dataSets.files.pairs(dataSet);
    return { pairs: index.length, holds: (pair: string) => rowOf(pair) !== null, facets: [] };
  }
}
