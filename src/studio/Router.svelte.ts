import { createSubscriber } from 'svelte/reactivity';

export const rooms = [
  'home',
  'load',
  'pairs',
  'verify',
  'compare',
  'benchmarks',
  'people',
  'report',
  'models',
  'curation',
  'export',
  'why',
  'account',
] as const;
export type Room = (typeof rooms)[number];

/** The rooms' names on the screens. */
export const roomTitles: Record<Room, string> = {
  home: 'Home',
  load: 'Load',
  pairs: 'Pairs',
  verify: 'Verify',
  compare: 'Compare',
  benchmarks: 'Benchmarks',
  people: 'People',
  report: 'Report',
  models: 'Models',
  curation: 'Curation',
  export: 'Export',
  why: 'Why this side',
  account: 'Account',
};

/** The address `#/room?name=value` as state: the URL is the view, so that reload, back and a shared link show the same. */
export class Router {
  readonly #subscribe = createSubscriber((update) => {
    addEventListener('hashchange', update);
    return () => removeEventListener('hashchange', update);
  });

  get room(): Room {
    this.#subscribe();
    const name = location.hash.slice(2).split('?')[0];
    return rooms.find((room) => room === name) ?? 'home';
  }

  get query(): URLSearchParams {
    this.#subscribe();
    return new URLSearchParams(location.hash.split('?')[1] ?? '');
  }

  /** Goes to a room; the query of the room that is left is dropped. */
  go(room: Room, query: Record<string, string> = {}): void {
    location.hash = Router.address(room, query);
  }

  /** Changes the query of this room in place, without a step in the history. A null removes the name. */
  amend(changes: Record<string, string | null>): void {
    const query = this.query;
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    history.replaceState(history.state, '', Router.address(this.room, Object.fromEntries(query)));
    dispatchEvent(new HashChangeEvent('hashchange'));
  }

  static address(room: Room, query: Record<string, string> = {}): string {
    const text = new URLSearchParams(query).toString();
    return text ? `#/${room}?${text}` : `#/${room}`;
  }
}
