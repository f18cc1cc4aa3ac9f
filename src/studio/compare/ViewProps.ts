import type { CompareViews } from '../../rewards/compare/CompareViews';
import type { Filter, Selection } from '../../rewards/compare/Selection';

/** What every view of the room is given, and what it can ask for. */
export interface ViewProps {
  /** The numbers under the filters. */
  views: CompareViews;
  /** The numbers without any. */
  whole: CompareViews;
  selection: Selection;
  /** Of the committee's models, by place. */
  titles: string[];
  onfilter: (filter: Filter) => void;
  /** Takes the filter of a view away. */
  onremove: (view: string) => void;
}
