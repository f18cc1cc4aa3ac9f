import type { Board, BoardEntry } from '../../curation/board/Board';
import { entryOf } from '../../curation/board/entryOf';
import type { Store } from '../../store/Store';
import type { CurationLink } from '../../sync/curation/CurationLink';
import type { Refusal } from '../../sync/Refusal';
import { changeWords } from './boardWords';
import { curationSetting, keptCuration, nothingKept, type KeptCuration } from './KeptCuration';

/**
 * `unknown`: nobody has answered in this visit; `absent`: no server that runs plans stands here; `refused`: this person may not see
 * them; `there`: they are to be seen, if only none.
 */
export type Standing = 'unknown' | 'absent' | 'refused' | 'there';

type Told = Pick<BoardEntry, 'plan' | 'state' | 'at' | 'waiting'>;

const lookEveryMs = 60_000;
/** A board changes every second while a plan runs; so often it is written down. */
const keepEveryMs = 10_000;

/** The server's plans of curation, as far as this person may see them. Where there is no such server it says nothing, and asks no more. */
export class Curation {
  kept = $state.raw<KeptCuration>(nothingKept);
  standing = $state<Standing>('unknown');
  /** Why the list is as old as it is; null where the server answered. */
  problem = $state<string | null>(null);
  /** Told in words when a plan comes to another state. */
  onChange: (words: string) => void = () => undefined;
  readonly link: CurationLink;
  readonly #store: Pick<Store, 'setting' | 'putSetting'>;
  /** The last that was heard of each plan. */
  readonly #heard = new Map<string, Told>();
  #restoring: Promise<void> | null = null;
  #keptAt = 0;
  /** Whether something was taken that is not written down yet. */
  #isUnkept = false;

  constructor(store: Pick<Store, 'setting' | 'putSetting'>, link: CurationLink) {
    this.#store = store;
    this.link = link;
  }

  get list(): BoardEntry[] {
    return this.kept.list;
  }

  /** Whether there is something for this person to see; before the server has answered, whether there was the last time. */
  get isThere(): boolean {
    return this.standing === 'there' || (this.standing === 'unknown' && this.kept.at !== '');
  }

  /** The last board that was seen of a plan; null: none was. */
  board(plan: string): Board | null {
    return Object.hasOwn(this.kept.boards, plan) ? (this.kept.boards[plan] ?? null) : null;
  }

  /**
   * Looks now, every minute while the page is visible, and when it becomes so again; who was refused is not asked for every minute.
   * Returns what ends that.
   */
  watch(): () => void {
    const look = () => {
      if (document.visibilityState === 'visible') void this.look();
    };
    look();
    const timer = setInterval(() => this.standing !== 'refused' && look(), lookEveryMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }

  /** Asks which plans there are. Where the server does not answer, what it said before stays. */
  async look(): Promise<void> {
    await this.restored();
    if (this.standing === 'absent') return;
    const answer = await this.link.list();
    if (!answer.ok) return this.#refused(answer.refusal);
    this.standing = 'there';
    this.problem = null;
    for (const entry of answer.value) this.#hear(entry);
    const names = new Set(answer.value.map(({ plan }) => plan));
    const boards = Object.entries(this.kept.boards).filter(([plan]) => names.has(plan));
    await this.#keep({ list: answer.value, at: new Date().toISOString(), boards: Object.fromEntries(boards) });
  }

  /** Takes what a stream said of a plan. */
  async take(board: Board): Promise<void> {
    const isNews = this.#hear(board);
    // As its board says it now: the list itself is asked for each minute only.
    const list = this.list.map((entry) => (entry.plan === board.plan ? entryOf(board) : entry));
    const kept = { ...this.kept, list, boards: { ...this.kept.boards, [board.plan]: board } };
    if (isNews || Date.now() - this.#keptAt > keepEveryMs) return this.#keep(kept);
    this.kept = kept;
    this.#isUnkept = true;
  }

  /** Writes down what was taken since the last time. */
  async flush(): Promise<void> {
    if (this.#isUnkept) await this.#keep(this.kept);
  }

  /** Resolves when what earlier visits kept is here. */
  restored(): Promise<void> {
    return (this.#restoring ??= this.#store.setting<KeptCuration>(curationSetting).then((kept) => {
      this.kept = keptCuration(kept);
      for (const entry of this.kept.list) this.#heard.set(entry.plan, entry);
    }));
  }

  /** Whether a plan came to another state; the first that is ever heard of it is no change, and neither is what is older. */
  #hear({ plan, state, at, waiting }: Told): boolean {
    const told = { plan, state, at, waiting };
    const before = this.#heard.get(plan);
    if (before && before.at > at) return false;
    this.#heard.set(plan, told);
    if (!before) return true;
    const isSame = before.state === state && before.waiting?.step === waiting?.step;
    if (!isSame) this.onChange(changeWords(told));
    return !isSame;
  }

  async #refused({ kind, message }: Refusal): Promise<void> {
    this.problem = kind === 'sign_in' ? null : message;
    // A gateway's page in the place of a server that was there before is no word of that server.
    if (kind === 'absent' && this.kept.at === '') this.standing = 'absent';
    if (kind !== 'sign_in') return;
    // What only curators may see does not stay for whoever comes after them.
    this.standing = 'refused';
    this.#heard.clear();
    if (this.kept.at !== '') await this.#keep(nothingKept);
  }

  /** What cannot be stored is here until the page is left. */
  async #keep(kept: KeptCuration): Promise<void> {
    this.kept = kept;
    this.#keptAt = Date.now();
    this.#isUnkept = false;
    await this.#store.putSetting(curationSetting, kept).catch(() => undefined);
  }
}
