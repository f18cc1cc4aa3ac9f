import type { Inspection } from './contract';
import type { Item } from './Item';
import { isGrouped, ItemReader } from './ItemReader';
import type { Json } from './Json';
import type { Message } from './Message';
import { idOfPair, pairPlaces } from './pairOf';
import type { GoodRow } from './readHead';
import type { Reading } from './readItem';

type RowInWords = Inspection['rowsInWords'][number];

const rowsShown = 3;
const charactersShown = 1000;

interface RowsInWords {
  words: RowInWords[];
  /** Ids of their pairs that have a label. */
  labelled: string[];
  /** Why the first row that becomes none does not. */
  firstReason: string | null;
}

/** The first rows that become items, as a person would say them, so that a swapped label is seen before the file is loaded. */
export function rowsInWords(rows: GoodRow[], reading: Reading): RowsInWords {
  const words: RowInWords[] = [];
  const labelled: string[] = [];
  let firstReason: string | null = null;
  const items = new ItemReader();
  const part = { file: 0, entry: null, isMade: false, reading, fileName: null };
  const placed = rows.map(({ columns, line }) => ({ columns, line, part }));
  for (const row of placed) if (isGrouped(row)) items.count(row);
  for (const row of placed) {
    for (const outcome of items.read(row)) {
      if (outcome.kind === 'rejected') firstReason ??= `Row ${outcome.row.line}: ${outcome.reason}.`;
      else {
        words.push(inWords(outcome.item, outcome.rows[0]?.line ?? row.line));
        labelled.push(...labelledPairs(outcome.item));
      }
      if (words.length === rowsShown) return { words, firstReason, labelled };
    }
  }
  return { words, firstReason, labelled };
}

/** A text that is only looked at: its beginning, with how much more there is. */
export function shown(text: string): string {
  if (text.length <= charactersShown) return text;
  const beginning = text.slice(0, charactersShown).replace(/[\ud800-\udbff]$/, '');
  return `${beginning}… (${text.length - beginning.length} more characters)`;
}

function inWords(item: Item, line: number): RowInWords {
  const [better, worse] = sides(item);
  const texts = [better, worse].map((at) => shown(conversationText(item.responses[at]?.messages ?? [])));
  return {
    line,
    prompt: shown(conversationText(item.prompt)),
    better: texts[0] ?? '',
    worse: texts[1] ?? '',
    label: labelInWords(item, better),
  };
}

function labelledPairs(item: Item): string[] {
  const places = pairPlaces(item).filter(({ label }) => label !== null);
  return places.map(({ first, second }) => idOfPair(item, first, second));
}

/** The first better and the first worse response; in the row's order where neither is. */
function sides(item: Item): [number, number] {
  const ranks = item.label?.ranks;
  const order = item.responses
    .map((_, at) => at)
    .sort((one, other) => columnOf(item, one).localeCompare(columnOf(item, other)));
  if (ranks === undefined) return [order[0] ?? 0, order[1] ?? 1];
  const ranked = order.toSorted((one, other) => (ranks[one] ?? 0) - (ranks[other] ?? 0));
  return [ranked[0] ?? 0, ranked.at(-1) ?? 1];
}

function labelInWords(item: Item, better: number): string {
  const label = item.meta['label'] === undefined ? '' : ` (label: ${labelText(item.meta['label'])})`;
  if (item.label === null) return `no label${label}`;
  const pairs = pairPlaces(item);
  if (item.responses.length > 2) return `${item.responses.length} responses, ${pairs.length} pairs${label}`;
  const outcome = pairs[0]?.label;
  if (outcome === 'both_bad') return `both bad${label}`;
  return outcome === 'tie' ? `tie${label}` : `${columnOf(item, better)} is better${label}`;
}

function labelText(label: Json): string {
  return shown(typeof label === 'string' ? label : JSON.stringify(label));
}

function columnOf(item: Item, response: number): string {
  const about = item.meta['responses'];
  const of = Array.isArray(about) ? about[response] : null;
  const column = of !== null && typeof of === 'object' && !Array.isArray(of) ? of['column'] : null;
  return typeof column === 'string' ? column : `response ${response + 1}`;
}

/** One turn as it is; several with their roles before them. */
function conversationText(messages: Message[]): string {
  const [only, second] = messages;
  if (only !== undefined && second === undefined) return only.content;
  return messages.map(({ role, content }) => `${role}: ${content}`).join('\n\n');
}
