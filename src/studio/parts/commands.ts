import { queueOrders } from '../../queue/QueueOrder';
import { queueOrderTitle } from '../../queue/queueOrderWords';
import type { Studio } from '../Studio.svelte';
import { accountOf } from '../account/accountOf';
import { curationOf } from '../curation/curationOf';
import { rooms, roomTitles } from '../Router.svelte';
import {
  revealModes,
  settings,
  singleKeyModes,
  themes,
  type RevealMode,
  type SingleKeyMode,
  type Theme,
} from './Settings.svelte';
import { keyFor } from './shortcuts';

/** One line of the command palette. */
export interface Command {
  title: string;
  /** Its own shortcut, printed beside it; null where it has none. */
  keys: string | null;
  run(): void | Promise<void>;
}

const themeTitles: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };

const revealTitles: Record<RevealMode, string> = {
  strip: 'on the strip, once the verdict is saved',
  stop: 'on the pair: stop there until Enter',
  ask: 'only when asked',
};

const singleKeyTitles: Record<SingleKeyMode, string> = {
  always: 'always',
  focus: 'only while the focus is in the verdict bar or the list of rooms',
  never: 'never',
};

/** The sheet of keyboard shortcuts: to read, or to choose other keys. */
export interface KeySheet {
  show(): void;
  edit(): Promise<void>;
}

/** Everything that the palette can do now. */
export function commandsOf(studio: Studio, keySheet: KeySheet): Command[] {
  return [
    ...roomCommands(studio),
    ...dataSetCommands(studio),
    ...viewCommands(studio),
    ...settingCommands(studio, keySheet),
  ];
}

function roomCommands(studio: Studio): Command[] {
  const { router } = studio;
  // Why is entered through a pair.
  const entered = rooms.filter((room) => room !== 'why' && room !== 'account');
  const shown = entered.filter((room) => room !== 'curation' || curationOf(studio).isThere);
  const commands = shown.map((room) => ({
    title: `Go to ${roomTitles[room]}`,
    keys: keyFor(room),
    run: () => router.go(room),
  }));
  const account = { title: 'Go to Account', keys: null, run: () => router.go('account') };
  return accountOf(studio).isTeam ? [...commands, account] : commands;
}

function dataSetCommands(studio: Studio): Command[] {
  const { open, scoring } = studio;
  const commands: Command[] = studio.dataSets
    .filter(({ id }) => id !== open?.dataSet.id)
    .map(({ id, name }) => ({ title: `Open ${name}`, keys: null, run: () => void studio.openDataSet(id) }));
  if (open && scoring.running) commands.push({ title: 'Pause scoring', keys: null, run: () => void scoring.pause() });
  if (open && !scoring.running) {
    commands.push({ title: `Score ${open.dataSet.name}`, keys: null, run: () => void scoring.start(open) });
  }
  if (!scoring.running && scoring.queue.next)
    commands.push({ title: 'Resume the scoring queue', keys: null, run: () => void scoring.resume() });
  if (open) commands.push({ title: 'Bring rewards from a file', keys: null, run: () => bringRewards(studio) });
  return commands;
}

function bringRewards({ bringing, router }: Studio): void {
  bringing.shown = true;
  router.go('models');
}

function viewCommands({ savedViews, open, router }: Studio): Command[] {
  if (!open) return [];
  const views = savedViews.list.map(({ name, query }) => ({
    title: `Show the view ${name}`,
    keys: null,
    run: () => router.go('pairs', Object.fromEntries(new URLSearchParams(query))),
  }));
  // The others need a choice first.
  const orders = queueOrders.filter((order) => order !== 'head' && order !== 'models');
  const queues = orders.map((order) => ({
    title: `Order the queue: ${queueOrderTitle(order)}`,
    keys: null,
    run: () => router.go('verify', { order }),
  }));
  return [...views, ...queues];
}

type Change = (changes: Parameters<typeof settings.change>[0]) => () => Promise<void>;

/** How the texts of a pair are shown. */
function textCommands(change: Change): Command[] {
  const { raw, diff, together } = settings;
  return [
    { title: raw ? 'Show texts rendered' : 'Show texts raw', keys: keyFor('raw'), run: change({ raw: !raw }) },
    {
      title: diff ? 'Leave what differs unmarked' : 'Mark what differs in the texts',
      keys: keyFor('diff'),
      run: change({ diff: !diff }),
    },
    {
      title: together ? 'Scroll each response alone' : 'Scroll both responses together',
      keys: keyFor('together'),
      run: change({ together: !together }),
    },
  ];
}

function settingCommands(studio: Studio, keySheet: KeySheet): Command[] {
  const change: Change = (changes) => async () => {
    if (!(await settings.change(changes))) studio.announcer.say('Changed, but not kept for the next visit.');
  };
  const { singleKeys, swipe } = settings;
  return [
    ...revealModes
      .filter((mode) => mode !== settings.revealMode)
      .map((mode) => ({ title: `Reveal ${revealTitles[mode]}`, keys: null, run: change({ revealMode: mode }) })),
    ...textCommands(change),
    ...themes
      .filter((theme) => theme !== settings.theme)
      .map((theme) => ({ title: `Theme: ${themeTitles[theme]}`, keys: null, run: change({ theme }) })),
    ...singleKeyModes
      .filter((mode) => mode !== singleKeys)
      .map((mode) => ({
        title: `Single keys work ${singleKeyTitles[mode]}`,
        keys: null,
        run: change({ singleKeys: mode }),
      })),
    { title: swipe ? 'Switch swiping off' : 'Switch swiping on', keys: null, run: change({ swipe: !swipe }) },
    { title: 'Set goals and breaks', keys: null, run: () => studio.router.amend({ goals: 'set' }) },
    { title: 'Keyboard shortcuts', keys: keyFor('cheatsheet'), run: () => keySheet.show() },
    { title: 'Change keyboard shortcuts', keys: null, run: () => keySheet.edit() },
  ];
}
