import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { Step, StepWork } from '../pipeline/Step';
import { textOf } from '../stages/pairRows';
import { heldOutOf, type HoldOut } from '../stages/trainStep';

/**
 * Pairs of the data set that the final model does not learn from. `chooses`: its checkpoint is chosen by them; the others only have the
 * prompt of such a pair. `chosen`: first or second in canonical order.
 */
const columns = { pair: 'text', chosen: 'text', gold: 'flag', chooses: 'flag' } as const satisfies ShardColumns;

/**
 * Cuts a share of gold, by prompt, off the data set. The draw is that of the gold model: while the seed stays, a prompt that is held
 * out stays so in the next plan too. Without any gold a share of silver chooses the checkpoint, and nothing measures the model.
 */
export function holdOutStep(
  label: string,
  { clean, labels }: { clean: string; labels: readonly string[] },
  holdOut: HoldOut,
): Step {
  return {
    label,
    stage: 'hold-out',
    version: 1,
    settings: { ...holdOut },
    inputs: [clean, ...labels],
    run: async (work) => {
      const all = labels.map((step) => `select pair, kind, chosen from ${work.input(step).table} where kind <> 'none'`);
      const rows = `select l.pair as pair, l.kind as kind, l.chosen as chosen, c.prompt_key as prompt_key from (${all.join(' union all ')}) l
        join ${work.input(clean).table} c on c.pair = l.pair and c.fate in ('kept', 'disputed')`;
      const hasGold = (await work.sql.all(`select 1 from (${rows}) where kind = 'gold' limit 1`)).length > 0;
      const kind = hasGold ? 'gold' : 'silver';
      const isOut = await heldOutOf(work, `select * from (${rows}) where kind = '${kind}'`, holdOut);
      const counts = { gold: 0, silver: 0 };
      await work.out.writeAll(columns, heldOut(work, `${rows} order by l.pair`, isOut, kind, counts));
      return counts;
    },
  };
}

async function* heldOut(
  { sql }: StepWork,
  query: string,
  isOut: (prompt: string) => boolean,
  choosing: 'gold' | 'silver',
  counts: { gold: number; silver: number },
): AsyncGenerator<ShardRow> {
  for await (const row of sql.rows(query)) {
    if (!isOut(textOf(row, 'prompt_key'))) continue;
    const kind = textOf(row, 'kind') === 'gold' ? 'gold' : 'silver';
    counts[kind]++;
    const [pair, chosen] = [textOf(row, 'pair'), textOf(row, 'chosen')];
    yield { pair, chosen, gold: kind === 'gold', chooses: kind === choosing };
  }
}
