import type { Store } from '../../store/Store';
import type { ShortcutName } from './shortcuts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** When Verify shows label and rewards: on the strip once the verdict is durable, on the pair itself, or only when asked. */
export const revealModes = ['strip', 'stop', 'ask'] as const;
export type RevealMode = (typeof revealModes)[number];

/** Where shortcuts of a single key work (WCAG 2.1.4). Those with Ctrl, Cmd or Alt always work. */
export const singleKeyModes = ['always', 'focus', 'never'] as const;
export type SingleKeyMode = (typeof singleKeyModes)[number];

/** Keys that this person chose, by shortcut; what is not named keeps its own. */
export type ChosenKeys = Readonly<Partial<Record<ShortcutName, readonly string[]>>>;

/** What a person wants to be told while working; null: nothing. */
export interface Goals {
  /** Today's count, pace and days. */
  shown: boolean;
  perDay: number | null;
  /** A hint at a break after so long at a stretch. */
  breakMinutes: number | null;
}

interface Values {
  theme: Theme;
  revealMode: RevealMode;
  singleKeys: SingleKeyMode;
  keys: ChosenKeys;
  raw: boolean;
  diff: boolean;
  together: boolean;
  goals: Goals;
  /** Whether a swipe over the pair gives a verdict, on a touch screen. */
  swipe: boolean;
}

const defaults: Values = {
  ...{ theme: 'system', revealMode: 'strip', singleKeys: 'always', keys: {} },
  ...{ raw: false, diff: false, together: false, swipe: true },
  goals: { shown: true, perDay: null, breakMinutes: null },
};
const settingName = 'preferences';

/** How this person wants the studio to behave: kept in this browser. */
class Settings {
  #values = $state.raw<Values>(defaults);
  #store: Store | null = null;

  get theme(): Theme {
    return this.#values.theme;
  }
  get revealMode(): RevealMode {
    return this.#values.revealMode;
  }
  get singleKeys(): SingleKeyMode {
    return this.#values.singleKeys;
  }
  get keys(): ChosenKeys {
    return this.#values.keys;
  }
  /** Whether texts are shown as they came instead of rendered. */
  get raw(): boolean {
    return this.#values.raw;
  }
  /** Whether words and blocks that stand in one response only are marked in the texts. */
  get diff(): boolean {
    return this.#values.diff;
  }
  /** Whether both responses scroll together. */
  get together(): boolean {
    return this.#values.together;
  }
  get goals(): Goals {
    return this.#values.goals;
  }
  get swipe(): boolean {
    return this.#values.swipe;
  }

  /** Takes what was kept. What an older or newer studio kept under another shape counts as the default. */
  async restore(store: Store): Promise<void> {
    this.#store = store;
    const kept = await store.setting<Partial<Record<keyof Values, unknown>>>(settingName);
    this.#values = {
      theme: themes.find((theme) => theme === kept?.theme) ?? defaults.theme,
      revealMode: revealModes.find((mode) => mode === kept?.revealMode) ?? defaults.revealMode,
      singleKeys: singleKeyModes.find((mode) => mode === kept?.singleKeys) ?? formerMode(kept?.singleKeys),
      keys: keptKeys(kept?.keys),
      raw: kept?.raw === true,
      diff: kept?.diff === true,
      together: kept?.together === true,
      goals: keptGoals(kept?.goals),
      swipe: kept?.swipe !== false,
    };
    this.#applyTheme();
  }

  /** Changes some settings, at once on the screen. Resolves to whether they could be kept for the next visit. */
  async change(changes: Partial<Values>): Promise<boolean> {
    this.#values = { ...this.#values, ...changes };
    this.#applyTheme();
    try {
      await this.#store?.putSetting(settingName, this.#values);
      return true;
    } catch {
      return false;
    }
  }

  #applyTheme(): void {
    const { theme } = this.#values;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }
}

/** Single keys were on or off before they could also wait for the focus. */
function formerMode(kept: unknown): SingleKeyMode {
  return kept === false ? 'never' : defaults.singleKeys;
}

function keptKeys(kept: unknown): ChosenKeys {
  if (typeof kept !== 'object' || kept === null) return defaults.keys;
  const isKeys = (keys: unknown) => Array.isArray(keys) && keys.every((key) => typeof key === 'string');
  return Object.fromEntries(Object.entries(kept).filter(([, keys]) => isKeys(keys)));
}

function keptGoals(kept: unknown): Goals {
  const { shown, perDay, breakMinutes } = (kept ?? {}) as Partial<Record<keyof Goals, unknown>>;
  const number = (value: unknown) => (typeof value === 'number' && value > 0 ? value : null);
  return { shown: shown !== false, perDay: number(perDay), breakMinutes: number(breakMinutes) };
}

export const settings = new Settings();
