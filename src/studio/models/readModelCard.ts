/** A model card (Markdown with front matter) as plain text in parts. Nothing of it is ever rendered as HTML. */
export interface ModelCard {
  licence: string | null;
  baseModel: string | null;
  /** The text under the title, before the first section. */
  summary: string;
  sections: { title: string; paragraphs: string[]; points: string[] }[];
}

/** Reads a card. Tables and code blocks are left out: their figures come from the evaluation file. */
export function readModelCard(text: string): ModelCard {
  const { fields, body } = splitFrontMatter(text.replace(/\r\n/g, '\n'));
  const [head = '', ...sections] = body.split(/^## /m);
  return {
    licence: fields.get('license') ?? null,
    baseModel: fields.get('base_model') ?? null,
    summary: paragraphsOf(head.replace(/^# .*$/m, '')).join('\n\n'),
    sections: sections.map(readSection),
  };
}

function splitFrontMatter(text: string): { fields: Map<string, string>; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text);
  const fields = new Map<string, string>();
  for (const line of match?.[1]?.split('\n') ?? []) {
    const field = /^([\w-]+):\s*(.+)$/.exec(line);
    if (field?.[1] && field[2]) fields.set(field[1], field[2].trim());
  }
  return { fields, body: match ? text.slice(match[0].length) : text };
}

function readSection(text: string): ModelCard['sections'][number] {
  const [title = '', ...lines] = text.split('\n');
  const body = lines.join('\n');
  return { title: title.trim(), paragraphs: paragraphsOf(body), points: pointsOf(body) };
}

function blocksOf(text: string): string[] {
  return text.split(/\n\s*\n/).map((block) => block.replace(/^\n+|\s+$/g, ''));
}

function paragraphsOf(text: string): string[] {
  const isProse = (block: string) => block !== '' && !/^(\||- | {4}|```)/.test(block);
  return blocksOf(text).filter(isProse).map(plain);
}

function pointsOf(text: string): string[] {
  const lists = blocksOf(text).filter((block) => block.startsWith('- '));
  return lists.flatMap((list) => list.slice(2).split(/\n- /).map(plain));
}

/** One line without the marks of links, code and emphasis. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim();
}
