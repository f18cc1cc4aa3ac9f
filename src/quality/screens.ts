import { percentWords } from './percentWords';
import type { Figures } from './Figures';
import type { Screen } from './Screen';
import type { Share } from './Share';

/** Accepting in less than this is too quick to have read two responses (the screen of Potato; a starting point, not validated). */
const fastSeconds = 0.5;
/** "Almost no later correction". */
const fewCorrections = 0.05;
/** A person who answers repeats no better than this tosses a coin between the two responses. */
const chance = 0.5;

/** What the figures give cause to look at. A screen is a finding only where the interval beside it excludes the value named. */
export function screens(figures: Figures): Screen[] {
  return [sideScreen(figures), consistencyScreen(figures), deferenceScreen(figures), fastScreen(figures)];
}

function sideScreen({ side }: Figures): Screen {
  const looks = ({ share, interval: { low, high } }: Known) => ({
    isLikely: Math.abs(share - chance) > 0.1,
    isSure: low > chance || high < chance,
  });
  return screenOf(
    'side',
    side,
    looks,
    ({ share }) => `Side A won ${percentWords(share)} of the time; one in two is expected.`,
  );
}

function consistencyScreen({ consistency: { same } }: Figures): Screen {
  const looks = ({ share, interval: { high } }: Known) => ({ isLikely: share < 0.7, isSure: high < 0.7 });
  return screenOf(
    'consistency',
    same,
    looks,
    ({ share }) => `${percentWords(share)} of the repeats say the same; careful people reach 70 % and more.`,
  );
}

function deferenceScreen({ label: { followed } }: Figures): Screen {
  const looks = ({ share, interval: { low } }: Known) => ({ isLikely: share > chance, isSure: low > chance });
  return screenOf(
    'deference',
    followed,
    looks,
    ({ share }) =>
      `${percentWords(share)} of the verdicts that differed from the label were revised to it; more than half would follow it.`,
  );
}

/** Both must hold: a median below half a second, and almost nothing corrected later. */
function fastScreen({ pace, corrected }: Figures): Screen {
  const { medianSeconds, interval } = pace;
  if (corrected.kind === 'undefined' || medianSeconds === null)
    return { code: 'fast', state: 'unknown', because: 'No pair is judged yet.', figure: corrected };
  const isLikely = medianSeconds < fastSeconds && corrected.share < fewCorrections;
  const isSure = interval !== null && interval.high < fastSeconds && corrected.interval.high < fewCorrections;
  const because =
    `The median verdict took ${medianSeconds.toFixed(1)} s, and ${percentWords(corrected.share)} were corrected later; ` +
    'less than 0.5 s and 5 % would be a rubber stamp.';
  return { code: 'fast', state: stateOf(isLikely, isSure), because, figure: corrected };
}

type Known = Extract<Share, { kind: 'share' }>;

function screenOf(
  code: Screen['code'],
  figure: Share,
  looks: (figure: Known) => { isLikely: boolean; isSure: boolean },
  words: (figure: Known) => string,
): Screen {
  if (figure.kind === 'undefined') return { code, state: 'unknown', because: figure.why, figure };
  const { isLikely, isSure } = looks(figure);
  return { code, state: stateOf(isLikely, isSure), because: words(figure), figure };
}

function stateOf(isLikely: boolean, isSure: boolean): Screen['state'] {
  if (isSure) return 'finding';
  return isLikely ? 'screen' : 'clear';
}
