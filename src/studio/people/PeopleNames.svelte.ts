import type { Store } from '../../store/Store';
import { peopleSetting, personOfPeople, readPeople, type People } from '../../verdicts/people/People';
import type { PersonOf } from '../../verdicts/PersonOf';

/** The setting that says how many people should judge a pair. */
const wantedSetting = 'people-per-pair';

/** Whose clients are whose, and how many people should judge a pair: kept in this browser, the same in all of its tabs. */
export class PeopleNames {
  people = $state.raw<People>({});
  /** How many people should judge a pair. */
  wanted = $state(1);
  /** Called when another tab has changed them, after they were taken. */
  onElsewhere: () => void = () => undefined;
  readonly #store: Pick<Store, 'setting' | 'putSetting'>;
  readonly #tabs = new BroadcastChannel('assay-people');

  constructor(store: Pick<Store, 'setting' | 'putSetting'>) {
    this.#store = store;
    this.#tabs.addEventListener('message', (event: MessageEvent<unknown>) => {
      this.people = readPeople(event.data);
      this.onElsewhere();
    });
  }

  get personOf(): PersonOf {
    return personOfPeople(this.people);
  }

  /** The names of all that are not me, in their order. */
  get names(): string[] {
    return [...new Set(Object.values(this.people))].sort();
  }

  async restore(): Promise<void> {
    this.people = readPeople(await this.#store.setting(peopleSetting));
    const wanted = await this.#store.setting<number>(wantedSetting);
    if (Number.isSafeInteger(wanted) && (wanted ?? 0) > 0) this.wanted = wanted ?? 1;
  }

  /** Takes another number of people per pair once it is stored. */
  async want(people: number): Promise<void> {
    await this.#store.putSetting(wantedSetting, people);
    this.wanted = people;
  }

  /** Takes other names once they are stored. */
  async change(people: People): Promise<void> {
    await this.#store.putSetting(peopleSetting, people);
    this.people = people;
    this.#tabs.postMessage(people);
  }
}
