import type { Difference } from './Difference';
import type { PairTexts } from './PairTexts';
import type { TextBlocks, TextMarks } from './TextMarks';

/** What the worker that compares texts does: long ones take longer than a frame. */
export interface DifferencesContract {
  differences(texts: PairTexts): Promise<Difference[]>;
  marks(blocks: TextBlocks): Promise<TextMarks>;
}
