/** Ways in which filters were passed by with texts that they knew: each makes another text of one, with numbers in [0, 1). */
type Mutation = (text: string, next: () => number, other: string) => string;

const pick = <T>(from: readonly T[], next: () => number): T => from[Math.floor(next() * from.length)] as T;

/** Upper and lower case in names of tags and attributes and in schemes; what they call must keep its own. */
const changeCase: Mutation = (text, next) =>
  text.replace(/<\/?[a-z-]+|\bon[a-z]+(?=\s*=)|\b[a-z]+script:/gi, (word) =>
    [...word].map((sign) => (next() < 0.5 ? sign.toUpperCase() : sign.toLowerCase())).join(''),
  );

const blanks = ['\t', '\n', '\f', '\r', '/', ' / ', '\u000b', '\u00a0', '\u2028', '  '];
const changeBlanks: Mutation = (text, next) => text.replaceAll(' ', () => (next() < 0.6 ? pick(blanks, next) : ' '));

const unseen = ['\0', '\u00ad', '\u200b', '\ufeff', '\u202e', '\ud800', '\u0001', '\r'];
const insertUnseen: Mutation = (text, next) =>
  [...text].map((sign) => (next() < 0.12 ? pick(unseen, next) + sign : sign)).join('');

function reference(sign: string, next: () => number): string {
  const code = sign.codePointAt(0) ?? 0;
  return pick([`&#${code};`, `&#x${code.toString(16)};`, `&#${String(code).padStart(9, '0')}`], next);
}
const writeReferences: Mutation = (text, next) =>
  [...text].map((sign) => (next() < 0.2 ? reference(sign, next) : sign)).join('');

const around: [string, string][] = [
  ...['svg', 'math', 'table', 'select', 'noscript', 'template', 'form', 'style', 'title', 'textarea', 'iframe'].map(
    (name): [string, string] => [`<${name}>`, `</${name}>`],
  ),
  ['<svg><desc>', '</desc></svg>'],
  ['<svg><foreignObject>', '</foreignObject></svg>'],
  ['<math><mtext><table><mglyph><style>', '</style></mglyph></table></mtext></math>'],
  ['<math><annotation-xml encoding="text/html">', '</annotation-xml></math>'],
  ['<form><math><mtext></form><form><mglyph><style></math>', ''],
  ['<p title="', '">'],
  ["<p title='</p><!--", "-->'>"],
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<a href="https://links.invalid/', '">x</a>'],
];
const nest: Mutation = (text, next) => {
  const [before, after] = pick(around, next);
  return before + text + after;
};

/** Stands in its own middle: what is left when a filter has taken the inner one out is the outer one. */
const split: Mutation = (text, next) => {
  const at = Math.floor(next() * text.length);
  return text.slice(0, at) + text + text.slice(at);
};

const cross: Mutation = (text, next, other) =>
  text.slice(0, Math.ceil(next() * text.length)) + other.slice(Math.floor(next() * other.length));

const inMarkdown: ((text: string) => string)[] = [
  (text) => `[${text}](https://links.invalid)`,
  (text) => `[x](${text})`,
  (text) => `[x](<${text}>)`,
  (text) => `![${text}](${text})`,
  (text) => `[x](https://links.invalid "${text}")`,
  (text) => `[x][k]\n\n[k]: ${text}`,
  (text) => `\`\`\`${text}\n${text}\n\`\`\``,
  (text) => `\`${text}\``,
  (text) => `|${text}|b|\n|-|-|\n|c|${text}|`,
  (text) => `> - 1. **${text}**`,
  (text) => `# ${text}\n${text}\n===`,
  (text) => `$\\text{${text}}$ and $x^2 ${text}$`,
  (text) => `$$\n\\href{${text}}{x}\n$$`,
  (text) => `<p>\n\n${text}\n\n</p>`,
  (text) => `<${text}>`,
];
const writeAsMarkdown: Mutation = (text, next) => pick(inMarkdown, next)(text);

const mutations: readonly Mutation[] = [
  ...[changeCase, changeBlanks, insertUnseen, writeReferences, nest, split, cross, writeAsMarkdown],
  (text, next, other) => nest(changeCase(text, next, other), next, other),
  (text, next, other) => writeAsMarkdown(insertUnseen(text, next, other), next, other),
];

/** One text for each way of changing a vector. @param other another vector, of which some are made half */
export function mutateVector(text: string, next: () => number, other: string): string[] {
  return mutations.map((mutate) => mutate(text, next, other));
}
