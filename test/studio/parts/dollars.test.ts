import { Marked } from 'marked';
import { expect, test } from 'vitest';
import { mathSyntax } from '../../../src/studio/parts/markdown/mathSyntax';

/** The formulas that a text is read to hold, as they were written. */
function formulasIn(text: string): string[] {
  const found: string[] = [];
  const extensions = mathSyntax(
    () => undefined,
    ({ raw }) => {
      found.push(raw.trim());
      return '';
    },
  );
  new Marked({ gfm: true, breaks: true, extensions }).parse(text, { async: false });
  return found;
}

test.each([
  'It costs $1.23.',
  'Between $5 and $10.',
  'From $5-$10, or $5–$10, or $5/$10.',
  'The price rose from $5M to $10M, then to $1.2B.',
  '**$5** for one, **$9** for two.',
  '*$5* or *$10*',
  'Pay $5/month or $50/year.',
  '($5) and ($10)',
  'US$5, CA$6, A$7 and NZ$8',
  '5$ or 10$ each',
  'costs $5, $6, and $7',
  'Buy for $20; sell for $25; gain $5.',
  'Tickets: $12 (adults), $6 (children)',
  '| Item | Price |\n|---|---|\n| Tea | $3 |\n| Cake | $4.50 |',
  '- Rent: $1,200\n- Food: $300\n- Total: $1,500',
  'A $20 bill and a $5 coin = $25 in all',
  'Set $HOME and $PATH, then run it.',
  'echo $HOME/bin:$PATH',
  'Use $1 and $2 as groups.',
  'In PHP, $a=$b; copies, and $x = $y + 1 adds.',
  'jQuery: $("p") and $(this)',
  'Earn $$$ fast, spend $$ faster.',
  'The cost is \\$5 and not \\$6.',
  '$100k in savings and $50k in debt',
  'from $1 to $2 a piece, i.e. < $3',
  'You save $5 x 12 = $60 a year.',
  '$5 + $10 = $15',
  'The budget is $3,000 (that is $1,000 + $2,000).',
  'Pay $5_000 or $6_000',
  '`$x$` is how you write it',
  '```\n$x = $y\n```',
])('no formula in %j', (text) => {
  expect(formulasIn(text)).toEqual([]);
});

test.each<[string, string[]]>([
  ['With $x$ and $y$.', ['$x$', '$y$']],
  ['For $n \\geq 1$ we pay $5 and not $6.', ['$n \\geq 1$']],
  ['It costs $5, and $x = 5$.', ['$x = 5$']],
  ['The $n$th term', ['$n$']],
  ['so $a_1 + a_2$ or \\(a_3\\)', ['$a_1 + a_2$', '\\(a_3\\)']],
  ['$f(x) = 2$ and $g(x)$', ['$f(x) = 2$', '$g(x)$']],
  ['$$\nx^2\n$$', ['$$\nx^2\n$$']],
  ['\\[ x^2 \\]', ['\\[ x^2 \\]']],
  ['**$x^2$**', ['$x^2$']],
  ['- $a$\n- $b$', ['$a$', '$b$']],
  ['| a |\n|---|\n| $x^2$ |', ['$x^2$']],
  ['$\\$5 + \\$6$', ['$\\$5 + \\$6$']],
  ['price $p = \\$5$ and $q$', ['$p = \\$5$', '$q$']],
  ['the triangle $ABC$ with $AB = 3$', ['$ABC$', '$AB = 3$']],
  ['$$ n + 1 $$ and $$E = mc^2$$', ['$$ n + 1 $$', '$$E = mc^2$$']],
  ['$\\mathbb{R}^+$ or $x_-$ or $=$', ['$\\mathbb{R}^+$', '$x_-$', '$=$']],
  ['($x$, $y$)', ['$x$', '$y$']],
  ['$x$-axis and $y$-axis', ['$x$', '$y$']],
])('the formulas of %j', (text, expected) => {
  expect(formulasIn(text)).toEqual(expected);
});
