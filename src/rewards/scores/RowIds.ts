import type { GivenReward } from '../../benchmarks/GivenReward';
import { FileError } from '../../pairs/containers/FileError';
import type { Item } from '../../pairs/Item';
import type { Json } from '../../pairs/Json';
import { responseColumns } from './responseColumns';
import type { RewardsOfRow } from './ScoresLayout';

/** Where rows have their ids, in the order in which they are looked for. */
const idColumns = [
  ...[
    'id',
    'pair_id',
    'prompt_id',
    'uid',
    'uuid',
    'example_id',
    'question_id',
    'instance_id',
    'item_id',
    'original_id',
  ],
  ...['index', 'idx'],
];

type Rewards = Extract<RewardsOfRow, { kind: 'row' }>['rewards'];

/** What a row with an id gives an item's responses, or why it gives them nothing. */
export type RewardsOfItem = { line: number; rewards: GivenReward[] } | { line: number; reason: string };

/** Rows of a file of rewards that name rows of the data set by an id. */
export class RowIds {
  readonly #rows = new Map<string, { line: number; rewards: Rewards }[]>();
  readonly #met = new Set<string>();
  #column: string | null = null;

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  add(id: string, line: number, rewards: Rewards): void {
    const known = this.#rows.get(id);
    if (known) known.push({ line, rewards });
    else this.#rows.set(id, [{ line, rewards }]);
  }

  /** What the file's rows say of an item, in the order of its responses; none where no row names it. */
  of(item: Item): RewardsOfItem[] {
    const id = this.#rows.has(item.id) ? item.id : this.#idOf(item);
    const rows = id === null ? undefined : this.#rows.get(id);
    if (id === null || rows === undefined) return [];
    const isAgain = this.#met.has(id);
    this.#met.add(id);
    return rows.map(({ line, rewards }) => {
      if (isAgain) return { line, reason: `the data set has several rows with the id "${id}"` };
      return { line, ...inOrder(item, rewards) };
    });
  }

  /** @throws FileError where the data set's rows carry no id, so that no row of the file can name one of them */
  check(): void {
    if (this.isEmpty || this.#met.size > 0 || this.#column !== null) return;
    throw new FileError(
      `The rows of this data set carry no id (${idColumns.join(', ')}), so that rewards by id belong to nothing. ` +
        'Bring the preference data itself with a column for each reward, or a score file.',
    );
  }

  /** Rows of the file that name nothing of the data set. */
  *unmet(): Generator<{ id: string; line: number }> {
    for (const [id, rows] of this.#rows) if (!this.#met.has(id)) for (const { line } of rows) yield { id, line };
  }

  #idOf(item: Item): string | null {
    const columns = columnsOf(item);
    // One column for all rows: two that count from 0 must not stand in for each other.
    this.#column ??= idColumns.find((name) => textOf(columns[name]) !== null) ?? null;
    return this.#column === null ? null : textOf(columns[this.#column]);
  }
}

function columnsOf({ meta }: Item): { [name: string]: Json } {
  const columns = meta['columns'];
  return columns !== null && typeof columns === 'object' && !Array.isArray(columns) ? columns : {};
}

function textOf(value: Json | undefined): string | null {
  if (typeof value === 'string' && value !== '') return value;
  return Number.isInteger(value) ? String(value) : null;
}

function inOrder(item: Item, rewards: Rewards): { rewards: GivenReward[] } | { reason: string } {
  const columns = responseColumns(item);
  if (!Array.isArray(rewards)) {
    const strange = Object.keys(rewards).find((name) => !columns.includes(name));
    if (strange !== undefined)
      return { reason: `no response stands in "${strange}"; they are in ${columns.join(', ')}` };
    return { rewards: columns.map((name) => rewards[name] ?? null) };
  }
  if (rewards.length !== columns.length) return { reason: `${rewards.length} rewards for ${columns.length} responses` };
  const order = orderOf(columns);
  if (order === null)
    return {
      reason:
        `the columns ${columns.map((name) => `"${name}"`).join(', ')} have no order that is sure: ` +
        'give rewards as an object, {"column": reward}',
    };
  return { rewards: columns.map((name) => rewards[order.indexOf(name)] ?? null) };
}

const knownOrders: readonly (readonly string[])[] = [
  ['chosen', 'rejected'],
  ['first', 'second'],
];

/** The order of columns that everybody reads the same way: chosen before rejected, or a number or letter that counts. */
function orderOf(columns: readonly string[]): string[] | null {
  if (new Set(columns).size < columns.length) return null;
  const known = knownOrders.find(
    (order) => order.length === columns.length && order.every((one) => columns.includes(one)),
  );
  if (known) return [...known];
  const counted = columns.map((name) => /^(.*?)(\d+|[a-zA-Z])$/.exec(name));
  const stems = new Set(counted.map((match) => match?.[1] ?? null));
  if (stems.size !== 1 || stems.has(null)) return null;
  return columns.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}
