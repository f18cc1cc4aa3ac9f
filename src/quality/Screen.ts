import type { Share } from './Share';

/**
 * Something that may be wrong with the verdicts. `screen`: the figure looks like it; `finding`: its interval excludes what
 * chance or a careful person gives; `clear`: the figure does not look like it; `unknown`: there is nothing to look at yet.
 */
export interface Screen {
  code: 'side' | 'consistency' | 'deference' | 'fast';
  state: 'unknown' | 'clear' | 'screen' | 'finding';
  /** In one sentence: what was looked at, what was found, and against which value. */
  because: string;
  /** The figure that decides, with its interval. */
  figure: Share;
}
