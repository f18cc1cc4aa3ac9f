import { mount } from 'svelte';
import { expect, test } from 'vitest';
import RichText from '../../src/studio/parts/RichText.svelte';

/** The parts of the server's policy that a page can take on after it has loaded. */
const policy = [
  "style-src-attr 'none'",
  "img-src 'none'",
  "script-src-attr 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html dompurify',
].join('; ');

test('under the page policy rich text appears, and violates none of it', async () => {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = policy;
  document.head.append(meta);
  const violations: string[] = [];
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));

  const target = document.createElement('div');
  document.body.append(target);
  const text =
    '# Title\n\n$\\colorbox{red}{x}$ and $$\\begin{matrix}a&b\\\\c&d\\end{matrix}$$\n\n```js\nconst a = 1;\n```\n\n|a|\n|:-:|\n|1|';
  mount(RichText, { target, props: { text } });
  await new Promise((resolve) => setTimeout(resolve, 100));

  expect(target.querySelectorAll('math').length).toBe(2);
  expect(target.querySelector('.hljs-keyword')).not.toBeNull();
  expect(violations).toEqual([]);
  expect(() => (target.innerHTML = '<b>a string</b>')).toThrow(TypeError);
});
