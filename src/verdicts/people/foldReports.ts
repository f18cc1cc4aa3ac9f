import { estimateOutcomes } from '../folds/estimateOutcomes';
import { foldNames } from '../folds/FoldName';
import { foldVotes } from '../folds/foldVotes';
import { outcomeOf } from '../outcomeOf';
import type { JudgedByPeople } from './JudgedByPeople';
import type { FoldReport } from './PeopleReport';

/** What each fold makes of the pairs. */
export function foldReports(judged: readonly JudgedByPeople[]): FoldReport[] {
  const inputs = judged.map(({ pair, label, verdicts, votes }) => {
    return { pair, label, verdicts, votes: votes.filter(({ gold }) => gold) };
  });
  const estimates = estimateOutcomes(new Map(inputs.map(({ pair, votes }) => [pair, votes])));
  return foldNames.map((fold) => {
    const report: FoldReport = { fold, labels: 0, outcomes: {}, divided: 0 };
    for (const input of inputs) {
      const folded = foldVotes(fold, { ...input, estimate: estimates.get(input.pair) ?? null });
      if (folded === null) continue;
      if (folded.choice === null) report.divided++;
      else {
        const outcome = outcomeOf(folded.choice);
        report.labels++;
        report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
      }
    }
    return report;
  });
}
