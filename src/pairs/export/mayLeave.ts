import { labelCodes } from '../PairIndex';
import { labelChoices, type LabelChoice } from './ExportOptions';
import type { Profile } from './profiles/Profile';

/**
 * Whether a pair may have a label of the kinds asked for, so that its texts must be read: by the source's label (`labelCodes`)
 * and whether it was judged. What it says no to would stay out as `unlabelled`. No store holds silver labels yet.
 */
export function mayLeave(takes: Profile['takes'], labels: LabelChoice): (label: number, isJudged: boolean) => boolean {
  if (takes === 'everything') return () => true;
  const origins: readonly string[] = labelChoices[labels];
  const [judged, original] = [origins.includes('gold'), origins.includes('original')];
  return (label, isJudged) => (judged && isJudged) || (original && label !== labelCodes.none);
}
