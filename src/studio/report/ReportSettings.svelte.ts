import type { Store } from '../../store/Store';

/** How narrow the interval of the noise estimate shall be: half its width, as a share. */
export const targets = [0.01, 0.02, 0.03, 0.05] as const;

interface Values {
  target: number;
  /** Refit after every batch of verdicts, not only when asked. */
  refitsAlone: boolean;
  /** A stronger preference counts more in the refit. */
  weighted: boolean;
}

const settingName = 'report';

/** What a person chose in the Report room: kept in this browser, the same for all data sets. */
export class ReportSettings {
  #values = $state.raw<Values>({ target: 0.02, refitsAlone: false, weighted: false });
  readonly #store: Pick<Store, 'setting' | 'putSetting'>;

  constructor(store: Pick<Store, 'setting' | 'putSetting'>) {
    this.#store = store;
  }

  get target(): number {
    return this.#values.target;
  }
  get refitsAlone(): boolean {
    return this.#values.refitsAlone;
  }
  get weighted(): boolean {
    return this.#values.weighted;
  }

  /** Takes what was kept; whatever has another shape counts as usual. */
  async restore(): Promise<void> {
    const kept = await this.#store.setting<Partial<Values>>(settingName);
    this.#values = {
      target: targets.find((target) => target === kept?.target) ?? this.#values.target,
      refitsAlone: kept?.refitsAlone === true,
      weighted: kept?.weighted === true,
    };
  }

  /** Changes a setting, at once. Resolves to whether it could be kept for the next visit. */
  async change(changes: Partial<Values>): Promise<boolean> {
    this.#values = { ...this.#values, ...changes };
    try {
      await this.#store.putSetting(settingName, this.#values);
      return true;
    } catch {
      return false;
    }
  }
}
