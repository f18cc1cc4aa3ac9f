import fc from 'fast-check';

const words = fc
  .array(fc.constantFrom('the', 'model', 'is', 'right', 'I think', 'perhaps', '3.5', 'Dr.', '日本', 'été'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(' '));

const sentence = fc.tuple(words, fc.constantFrom('.', '!', '?', '。')).map(([text, end]) => `${text}${end}`);

const marked = fc.oneof(
  { weight: 4, arbitrary: sentence },
  sentence.map((text) => `**${text}**`),
  sentence.map((text) => `_${text}_ and \`a_b*c\``),
  sentence.map((text) => `[${text}](https://example.org/a_b)`),
  sentence.map((text) => `\\*${text}\\* & <b>`),
);

const paragraph = fc.array(marked, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));

/** A fence with code that looks like Markdown. */
export const codeBlock = words.map((text) => `\`\`\`python\n# ${text}\n* **x** = [1](2)\n\`\`\``);

const block = fc.oneof(
  { weight: 3, arbitrary: paragraph },
  codeBlock,
  words.map((text) => `## ${text}`),
  fc.array(marked, { minLength: 1, maxLength: 4 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc
    .array(marked, { minLength: 1, maxLength: 4 })
    .map((items) => items.map((item, at) => `${at + 1}. ${item}`).join('\n')),
  paragraph.map((text) => `> ${text}`),
  fc.tuple(words, words).map(([a, b]) => `| ${a} | ${b} |\n|---|---|\n| 1 | **2** |`),
  fc.constant('---'),
);

/** Texts as models write them: paragraphs, lists, code, tables, quotes. */
export function markdownText(): fc.Arbitrary<string> {
  return fc.array(block, { maxLength: 6 }).map((blocks) => blocks.join('\n\n'));
}
