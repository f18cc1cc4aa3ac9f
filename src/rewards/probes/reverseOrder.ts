import type { Rewrite } from './Rewrite';
import { textBlocks, type TextBlock } from './textBlocks';

const marker = /^\s*(?:\d{1,9}[.)]|[-*+])\s+/;

/**
 * Turns the order round: of the items of every list where there are lists, else of the paragraphs. Numbers of steps keep their places.
 * (To swap the two responses needs no model: each is rewarded alone, and the margin only changes its sign.)
 */
export const reverseOrder: Rewrite = {
  name: 'reverse-order',
  title: 'Swap order',
  hint: 'Turns round the order of the items of each list; without a list, of the paragraphs.',
  formattingOnly: false,
  apply(text) {
    const blocks = textBlocks(text);
    const parts = (kept: TextBlock[]) => kept.map(({ start, end }) => text.slice(start, end));
    const lists = listsOf(blocks);
    if (lists.length === 0) return paragraphs(parts(blocks));
    return groups(blocks, lists)
      .map((group) => (group.length > 1 ? items(parts(group)) : parts(group).join('')))
      .join('');
  },
};

/** Runs of list items that stand together, of two or more. */
function listsOf(blocks: TextBlock[]): TextBlock[][] {
  const runs: TextBlock[][] = [];
  blocks.forEach((block, at) => {
    if (block.kind !== 'item') return;
    if (blocks[at - 1]?.kind === 'item') runs.at(-1)?.push(block);
    else runs.push([block]);
  });
  return runs.filter((run) => run.length > 1);
}

function groups(blocks: TextBlock[], lists: TextBlock[][]): TextBlock[][] {
  return blocks.flatMap((block) => {
    const list = lists.find((run) => run.includes(block));
    if (!list) return [[block]];
    return list[0] === block ? [list] : [];
  });
}

/** The marker and the white space behind it stay in their places; what stands between them moves. */
function items(raws: string[]): string {
  const read = raws.map((raw) => {
    const head = marker.exec(raw)?.[0] ?? '';
    const body = raw.slice(head.length).trimEnd();
    return { head, body, tail: raw.slice(head.length + body.length) };
  });
  const bodies = read.map(({ body }) => body).reverse();
  return read.map(({ head, tail }, at) => head + (bodies[at] ?? '') + tail).join('');
}

function paragraphs(raws: string[]): string {
  const filled = raws.filter((raw) => raw.trim() !== '');
  if (filled.length < 2) return raws.join('');
  const lead = /^\s*/.exec(raws.join(''))?.[0] ?? '';
  const tail = /\s*$/.exec(raws.join(''))?.[0] ?? '';
  const bodies = filled.map((raw) => raw.trim()).reverse();
  return lead + bodies.join('\n\n') + tail;
}
