import { expect, test } from 'vitest';
import { formulaAt } from '../../../src/studio/parts/markdown/mathSyntax';

test.each([
  ['$n$', 'n'],
  ['$2n - 1$', '2n - 1'],
  ['$x^2 + y^2 = z^2$', 'x^2 + y^2 = z^2'],
  ['$f(x)$', 'f(x)'],
  ['$\\text{the rate of growth} = 2$', '\\text{the rate of growth} = 2'],
  ['$(0, 1)$', '(0, 1)'],
  ['$5$', '5'],
  ['$a_{i,j} \\in \\mathbb{R}$ and more', 'a_{i,j} \\in \\mathbb{R}'],
  ['\\(a + b\\)', 'a + b'],
  ['\\[ x = \\sqrt{2} \\]', ' x = \\sqrt{2} '],
  ['$$\nx\n$$', '\nx\n'],
])('%s is a formula', (text, source) => {
  expect(formulaAt(text)?.source).toBe(source);
});

test.each([
  '$1.23 and $4.56',
  '$5-$10',
  '$5 (or $6)',
  '$ 5 $',
  '$20 for the first month and 30$',
  '$HOME and then $PATH are both set$',
  '$5 million to $10 million',
  '$',
  '$$',
  '$$ $$',
  '\\(\\)',
  'x$n$',
])('%s is none', (text) => {
  expect(formulaAt(text)).toBeNull();
});
