import type { StepWork } from '../pipeline/Step';

/** Another step that is joined by pair. */
export interface Beside {
  as: string;
  step: string;
}

/**
 * Which pairs a stage works on: rows `p` of one step with their texts `c`. Where shards stand side by side (one was made of the other, one by
 * one), only the shard beside is read: a pool of 40,000,000 is never joined as a whole.
 */
export class PairSource {
  readonly #prepared = new WeakSet<StepWork>();

  constructor(
    /** The step whose shards are gone through. */
    readonly pairs: string,
    private readonly clean: string,
    /** Which rows, as SQL over `p`. */
    readonly where: string,
    private readonly sideBySide: boolean,
  ) {}

  /**
   * Brings together what other steps know of these pairs, once and not anew for each shard, where shards do not stand side by side: the
   * rows of millions are read through for a few thousand.
   */
  async prepare(work: StepWork, others: readonly Beside[] = []): Promise<void> {
    if (this.sideBySide) return;
    const wanted = `select p.pair from ${work.input(this.pairs).table} p where ${this.where}`;
    for (const step of [this.clean, ...others.map((other) => other.step)])
      await work.sql.run(
        `create or replace temp table ${preparedName(step)} as select * from ${work.input(step).table} where pair in (${wanted})`,
      );
    this.#prepared.add(work);
  }

  get inputs(): string[] {
    return [...new Set([this.pairs, this.clean])];
  }

  /** The rows of a shard as SQL, in the order of their pairs. */
  select(work: StepWork, columns: string, others: readonly Beside[]): (table: string, shard: number) => string {
    return (table, shard) => {
      const of = (step: string) => this.#tableOf(work, step, shard);
      const joins = others.map(({ as, step }) => `join ${of(step)} ${as} on ${as}.pair = c.pair`);
      const own = this.pairs === this.clean ? `${table} c` : `${table} p join ${of(this.clean)} c on c.pair = p.pair`;
      const where = this.pairs === this.clean ? this.where.replaceAll('p.', 'c.') : this.where;
      return `select ${columns} from ${own} ${joins.join(' ')} where c.fate in ('kept', 'disputed') and (${where}) order by c.pair`;
    };
  }

  #tableOf(work: StepWork, step: string, shard: number): string {
    if (this.sideBySide) return work.input(step).shard(shard);
    return this.#prepared.has(work) ? preparedName(step) : work.input(step).table;
  }
}

/** Labels hold what no name of a table may. */
function preparedName(step: string): string {
  return `"pairs of ${step}"`;
}
