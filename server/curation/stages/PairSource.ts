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
  constructor(
    /** The step whose shards are gone through. */
    readonly pairs: string,
    private readonly clean: string,
    /** Which rows, as SQL over `p`. */
    readonly where: string,
    private readonly sideBySide: boolean,
  ) {}

  get inputs(): string[] {
    return [...new Set([this.pairs, this.clean])];
  }

  /** The rows of a shard as SQL, in the order of their pairs. */
  select(work: StepWork, columns: string, others: readonly Beside[]): (table: string, shard: number) => string {
    return (table, shard) => {
      const of = (step: string) => (this.sideBySide ? work.input(step).shard(shard) : work.input(step).table);
      const joins = others.map(({ as, step }) => `join ${of(step)} ${as} on ${as}.pair = c.pair`);
      const own = this.pairs === this.clean ? `${table} c` : `${table} p join ${of(this.clean)} c on c.pair = p.pair`;
      const where = this.pairs === this.clean ? this.where.replaceAll('p.', 'c.') : this.where;
      return `select ${columns} from ${own} ${joins.join(' ')} where c.fate in ('kept', 'disputed') and (${where}) order by c.pair`;
    };
  }
}
