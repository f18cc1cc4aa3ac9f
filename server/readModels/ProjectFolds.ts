import { Mutex } from '../../src/engine/Mutex';
import { wireLimits } from '../../src/sync/wire/wireLimits';
import type { LedgerStore } from '../ledger/LedgerStore';
import { ProjectFold } from './ProjectFold';

interface Followed {
  fold: ProjectFold;
  generation: string;
  following: Mutex;
}

/** The folds of all projects, each made when it is first asked for and brought up to the ledger's end before each use. */
export class ProjectFolds {
  readonly #followed = new Map<string, Followed>();

  constructor(private readonly ledger: Pick<LedgerStore, 'page' | 'generation'>) {}

  /**
   * The fold of all that was acknowledged before the call.
   * @throws UnknownStoreError where there is no such project
   */
  async upToDate(project: string): Promise<ProjectFold> {
    const followed = this.#followed.get(project) ?? freshlyFollowed();
    this.#followed.set(project, followed);
    await followed.following.run(() => this.#follow(project, followed));
    return followed.fold;
  }

  /** Forgets what was folded: the next use reads the whole ledger. */
  forget(project: string): void {
    this.#followed.delete(project);
  }

  async #follow(project: string, followed: Followed): Promise<void> {
    const generation = await this.ledger.generation();
    // A ledger that was restored may have lost what stood here before.
    if (generation !== followed.generation) Object.assign(followed, { fold: new ProjectFold(), generation });
    for (let more = true; more;) {
      const { fold } = followed;
      const page = await this.ledger.page(project, fold.position, wireLimits.pageEvents, wireLimits.pageChars);
      fold.take(page.events);
      more = page.more;
      // Folding is work: between two pages requests are answered.
      if (more) await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function freshlyFollowed(): Followed {
  return { fold: new ProjectFold(), generation: '', following: new Mutex() };
}
