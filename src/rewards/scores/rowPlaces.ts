import type { Format } from '../../pairs/formats/Format';
import type { Item } from '../../pairs/Item';
import type { Json } from '../../pairs/Json';
import type { RowResponse } from './InputRow';

/** Where `numbered` notes a response's place in its row. */
const place = 'placeInRow';

/** The same format, with each response's place in the row noted: items order their responses by content, scores follow the row. */
export function numbered(format: Format): Format {
  return {
    ...format,
    read(row) {
      const draft = format.read(row);
      const responses = draft.responses.map((response, at) => ({
        ...response,
        about: { ...response.about, [place]: at },
      }));
      return { ...draft, responses };
    },
  };
}

/** The responses of an item that a `numbered` format has read, in the order of its row, texts that stand there twice twice. */
export function responsesInRowOrder(item: Item): RowResponse[] {
  const noted = item.meta['responses'];
  const places = (Array.isArray(noted) ? noted : []).flatMap((about, index) =>
    [about, ...alsoOf(about)].map((one) => ({ at: Number(field(one, place)), index, column: columnOf(one) })),
  );
  return places.sort((one, other) => one.at - other.at).map(({ index, column }) => ({ index, column }));
}

function alsoOf(about: Json): Json[] {
  const also = field(about, 'also');
  return Array.isArray(also) ? also : [];
}

function columnOf(about: Json): string {
  const column = field(about, 'column');
  return typeof column === 'string' ? column : '';
}

function field(value: Json, name: string): Json | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value[name] : undefined;
}
