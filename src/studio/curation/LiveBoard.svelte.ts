import type { Board } from '../../curation/board/Board';
import type { BoardNews } from '../../sync/curation/CurationLink';
import type { Curation } from './Curation.svelte';

/** How a board comes: `resting`: nobody looks; `away`: it does not come, and is asked for again after so many seconds. */
export type Connection =
  { kind: 'resting' | 'connecting' | 'live' } | { kind: 'away'; message: string; againInS: number };

/** One plan's board as it changes, while somebody looks; else the last that was seen. */
export class LiveBoard {
  connection = $state.raw<Connection>({ kind: 'resting' });
  readonly plan: string;
  readonly #curation: Curation;
  #following: AbortController | null = null;

  constructor(curation: Curation, plan: string) {
    this.#curation = curation;
    this.plan = plan;
  }

  /** Null: none was ever seen. */
  get board(): Board | null {
    return this.#curation.board(this.plan);
  }

  /** Follows the board while the page is visible: a server has few streams to give. Returns what ends that. */
  follow(): () => void {
    const turn = () => (document.visibilityState === 'visible' ? this.again() : this.#rest());
    const online = () => this.again();
    turn();
    document.addEventListener('visibilitychange', turn);
    addEventListener('online', online);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      removeEventListener('online', online);
      this.#rest();
    };
  }

  /** Asks for the stream now, without waiting any longer. */
  again(): void {
    this.#following?.abort();
    const following = (this.#following = new AbortController());
    this.connection = { kind: 'connecting' };
    const tell = (news: BoardNews) => {
      if (!following.signal.aborted) this.#take(news);
    };
    void this.#curation.restored().then(() => this.#curation.link.follow(this.plan, tell, following.signal));
  }

  #rest(): void {
    this.#following?.abort();
    this.#following = null;
    this.connection = { kind: 'resting' };
    void this.#curation.flush();
  }

  #take(news: BoardNews): void {
    if (news.kind === 'live') this.connection = { kind: 'live' };
    else if (news.kind === 'board') void this.#curation.take(news.board);
    else {
      const { refusal, againInMs } = news;
      this.connection = { kind: 'away', message: refusal.message, againInS: Math.max(1, Math.round(againInMs / 1000)) };
      // The list knows what to leave when the plan is gone, or this person may not see it any more.
      if (refusal.kind === 'sign_in' || refusal.kind === 'absent') void this.#curation.look();
    }
  }
}
