/** A text node's part in a block: where it begins in the block's text, and where in the node. */
interface Stretch {
  node: Text;
  at: number;
  start: number;
  length: number;
}

/** A block of a text as it stands on the screen. `element` is its own; null for a line among others. */
export interface TextBlock {
  text: string;
  stretches: Stretch[];
  element: HTMLElement | null;
}

const blockElements = 'p, li, h3, h4, h5, h6, tr, pre, .piece';

/** The text that is on the screen below an element, in blocks: what is folded away and the names of languages are none of it. */
export function textBlocks(root: HTMLElement): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const holder of root.querySelectorAll<HTMLElement>('.rich, .raw')) {
    if (!holder.closest('details:not([open])')) addBlocks(blocks, holder);
  }
  return blocks.filter(({ text }) => text.trim() !== '');
}

function addBlocks(blocks: TextBlock[], holder: HTMLElement): void {
  const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  const open: { block: TextBlock | null; owner: Element | null } = { block: null, owner: null };
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const owner = node.parentElement?.closest<HTMLElement>(blockElements);
    if (!owner || !holder.contains(owner) || node.parentElement?.closest('.language')) continue;
    const isLines = owner.matches('pre, .piece');
    const block = open.block && open.owner === owner ? open.block : begin(blocks, isLines ? null : owner);
    open.owner = owner;
    open.block = isLines ? appendLines(blocks, block, node) : append(block, node, 0, node.length);
  }
}

function begin(blocks: TextBlock[], element: HTMLElement | null): TextBlock {
  const block: TextBlock = { text: '', stretches: [], element };
  blocks.push(block);
  return block;
}

function append(block: TextBlock, node: Text, start: number, end: number): TextBlock {
  if (end <= start) return block;
  block.stretches.push({ node, at: block.text.length, start, length: end - start });
  block.text += node.data.slice(start, end);
  return block;
}

/** Each line is a block of its own. Gives back the one that the next node goes on with. */
function appendLines(blocks: TextBlock[], first: TextBlock, node: Text): TextBlock {
  let block = first;
  let start = 0;
  for (let end = node.data.indexOf('\n'); end !== -1; end = node.data.indexOf('\n', start)) {
    append(block, node, start, end);
    block = begin(blocks, null);
    start = end + 1;
  }
  append(block, node, start, node.length);
  return block;
}

/** The ranges of a span of a block's text, one for each text node that it lies in. */
export function rangesOf({ stretches }: TextBlock, [from, to]: [number, number]): StaticRange[] {
  return stretches.flatMap(({ node, at, start, length }) => {
    const first = Math.max(from, at);
    const end = Math.min(to, at + length);
    if (end <= first) return [];
    const [startOffset, endOffset] = [start + first - at, start + end - at];
    return [new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset })];
  });
}
