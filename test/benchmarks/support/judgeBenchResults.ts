/** `test/files/benchmarks/judgebench-reward-models.json`: rewards of two models for the pairs of JudgeBench, without texts. */
export interface RewardModels {
  items: [pairId: string, source: string, label: string][];
  judges: {
    judge: string;
    official: Record<string, { two_orders: number; single_game: number; n: number }> & { macro4_as_Skywork_V2: number };
    scores: [number, number][];
  }[];
}

/** A judge's official result file, as text: each pair judged in both orders, the texts left out. */
export function judgeBenchResults({ items, judges }: RewardModels, judge: string): string {
  const scores = judges.find((one) => one.judge === judge)?.scores ?? [];
  const lines = items.map(([pair_id, source, label], at) => {
    const [a = 0, b = 0] = scores[at] ?? [];
    const judgments = [judgment(judge, [a, b]), judgment(judge, [b, a])];
    return JSON.stringify({ pair_id, source, label, judge_name: 'reward_model', judgments });
  });
  return `${lines.join('\n')}\n`;
}

function judgment(judge_model: string, scores: [number, number]) {
  return {
    decision: scores[0] > scores[1] ? 'A>B' : 'B>A',
    judgment: { judge_model, prompt: '', response: '', scores },
  };
}

/** A report without the version of Assay, which changes with every release. */
export function withoutVersion(report: string): string {
  return report
    .replace(/^- Assay [^;]+;/m, '- Assay VERSION;')
    .replace(/"version": "[^"]+"/, '"version": "VERSION"')
    .replace(/,\d+\.\d+\.\d+[^,]*,([0-9a-f]{64})/g, ',VERSION,$1');
}
