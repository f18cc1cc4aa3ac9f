import type { DataSetView } from '../../../src/pairs/view/DataSetView';
import { parityOf } from '../../../src/rewards/parity/parityOf';
import { rewardsAtRows } from '../../../src/pairs/view/PairsFound';
import type { ViewContract } from '../../../src/pairs/view/ViewContract';

/** The verbs of the view worker over columns of the page itself, for data sets that never were in a store. */
export function viewInPage(view: DataSetView, preview: (row: number) => string): ViewContract {
  const columns = () => view.columns(true);
  return {
    open: async () => columns(),
    close: async () => undefined,
    columns: async () => ({ ...columns(), rewards: view.emptyRewards().data }),
    rewards: async () => view.rewards.data,
    take: async (_dataSet, changes) => view.take(changes),
    select: async (_dataSet, query) => view.select(query),
    count: async (_dataSet, query) => view.count(query),
    accuracy: async () => view.accuracy(),
    queue: async (_dataSet, request) => view.queue(request),
    search: async () => undefined,
    stopSearch: async () => undefined,
    endSearch: async () => undefined,
    previews: async (_dataSet, rows) => Array.from(rows, preview),
    coverage: async (_dataSet, keys) => keys.map(() => view.rewards.scored()),
    parity: async () => parityOf(view.rewards, view.rewards),
    among: async (_dataSet, pairs, keys) => {
      const found = view.among(pairs);
      return { ...found, rewards: keys.map(() => rewardsAtRows(view.rewards, found.rows)) };
    },
    summary: async (_dataSet, _key, verdicts) => view.summary(verdicts),
  };
}
