import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import RichText from '../../src/studio/parts/RichText.svelte';
import { sanitise } from '../../src/studio/parts/markdown/sanitise';
import { renderMarkdown } from '../../src/studio/parts/renderMarkdown';

/** Texts that would run, fetch or break out wherever one layer forgot something. */
const hostile: Record<string, string> = {
  script: '<script>window.ran = true</script>',
  'script in a block': 'before\n\n<script>\nwindow.ran = true\n</script>\n\nafter',
  'image with a handler': '<img src=x onerror="window.ran = true">',
  'svg with a handler': '<svg onload="window.ran = true"><circle /></svg>',
  'iframe with a document': '<iframe srcdoc="<script>parent.ran = true</script>"></iframe>',
  'script link': '[go](javascript:window.ran=true)',
  'script link, written with entities': '[go](javascript&#58;window.ran=true) [go](java&Tab;script:window.ran=true)',
  'data link': '[go](data:text/html,<script>window.ran=true</script>)',
  autolink: '<javascript:window.ran=true>',
  'Markdown image': '![kitten](https://images.example/kitten.png)',
  'reference image': '![kitten][k]\n\n[k]: https://images.example/kitten.png "onerror=window.ran=true"',
  'link title that breaks out': '[a](https://links.example "x\\" onmouseover=\\"window.ran=true")',
  'textarea that closes': '</textarea><script>window.ran = true</script>',
  'style element': '<style>body { display: none }</style>',
  'style attribute': '<p style="position:fixed;inset:0">over everything</p>',
  'form and names that clobber': '<form name="body"><input name="firstChild" id="getElementById"></form>',
  'base, meta and link':
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example"><link rel="stylesheet" href="https://evil.example/a.css">',
  'code language that breaks out': '```"><img/src/onerror=window.ran=true>\ncode\n```',
  'code that closes': '```html\n</code></pre><img src=x onerror=window.ran=true>\n```',
  'mutation through MathML':
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.ran=true&gt;">',
  'mutation through SVG': '<svg></p><style><a id="</style><img src=1 onerror=window.ran=true>">',
  'mutation through noscript': '<noscript><p title="</noscript><img src=x onerror=window.ran=true>">',
  'mutation through a template':
    '<template><s><template><s><img src=x onerror=window.ran=true>@</s></template></s></template>',
  'LaTeX link': '$\\href{javascript:window.ran=true}{x}$ $\\url{javascript:window.ran=true}$',
  'LaTeX HTML':
    '$\\htmlStyle{position:fixed}{x}$ $\\htmlData{a=b}{x}$ $\\includegraphics{https://images.example/a.png}$',
  'LaTeX text that looks like HTML': '$\\text{</annotation><img src=x onerror=window.ran=true>}$',
};

let holder: HTMLElement;
let component: Record<string, unknown> | null = null;

function show(text: string, raw = false): HTMLElement {
  component = mount(RichText, { target: holder, props: { text, raw } });
  return holder;
}

beforeEach(() => {
  holder = document.createElement('div');
  document.body.append(holder);
});

afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  holder.remove();
});

test.each(Object.entries(hostile))('%s runs nothing, fetches nothing and leaves no way to', async (_, text) => {
  const before = performance.getEntriesByType('resource').length;
  show(text);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(performance.getEntriesByType('resource').length).toBe(before);
  expectHarmless();
});

function expectHarmless(): void {
  expect('ran' in window).toBe(false);
  const forbidden =
    'script, style, link, img, svg, iframe, object, embed, form, input, base, meta, template, video, audio';
  expect(holder.querySelector(forbidden)).toBeNull();
  for (const element of holder.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on|^style$|^id$|^name$|^src|^srcdoc$|^data-/);
      expect(value).not.toMatch(/^\s*(?:javascript|data|vbscript):/i);
    }
  }
}

test.each(Object.entries(hostile))('%s runs nothing even if it came as HTML', async (_, html) => {
  holder.innerHTML = String(sanitise(html));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expectHarmless();
});

test('HTML in a response is shown as the text that it is', () => {
  expect(show('<b>bold</b> and <script>x</script>').textContent).toContain('<b>bold</b> and <script>x</script>');
});

test('an image is shown as its words and its address', () => {
  expect(show('![a kitten](https://images.example/kitten.png)').textContent).toContain(
    'Image: a kitten (https://images.example/kitten.png)',
  );
});

test('a link opens elsewhere and says nothing of where it was', () => {
  const link = show('[docs](https://docs.example/a?b=c#d)').querySelector('a');
  expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow');
  expect(link?.target).toBe('_blank');
  expect(link?.href).toBe('https://docs.example/a?b=c#d');
});

test('prices stay prices, and formulas become MathML', () => {
  const element = show('It is $1.23 or $4.56, but $n^2$, \\(a_b\\), and\n\n$$\\frac{1}{2}$$\n\nUS$5 and CA$6.');
  expect(element.querySelectorAll('math')).toHaveLength(3);
  expect(element.querySelector('math[display=block] mfrac')).not.toBeNull();
  expect(element.textContent).toContain('It is $1.23 or $4.56, but');
  expect(element.textContent).toContain('US$5 and CA$6.');
  expect(element.querySelector('annotation')).toBeNull();
});

test('a formula that KaTeX refuses is shown as it was written', () => {
  expect(show('so $\\frac{a$ is wrong').textContent).toContain('$\\frac{a$');
});

test('code is coloured by classes alone', () => {
  const element = show('```python\ndef f(): return "x"\n```');
  expect(element.querySelector('.hljs-keyword')?.textContent).toBe('def');
  expect(element.querySelector('[style]')).toBeNull();
});

test('tables, lists, tasks and headings are rendered, headings below those of the room', () => {
  const element = show('# Title\n\n- [x] done\n- [ ] open\n\n| a | b |\n|---|--:|\n| 1 | 2 |');
  expect(element.querySelector('h3')?.textContent).toBe('Title');
  expect(element.querySelector('ul')?.textContent).toMatch(/\u2611 done[^]*\u2610 open/);
  expect(element.querySelector('td[align=right]')?.textContent).toBe('2');
});

test('a link definition, which Markdown would swallow, is shown', () => {
  expect(show('text\n\n[1]: https://docs.example').textContent).toContain('[1]: https://docs.example');
});

test('each block reads in the direction of its own text, code from left to right', () => {
  const element = show('\u0645\u0631\u062d\u0628\u0627\n\nhello\n\n```\n\u0645\n```');
  const [arabic, english] = element.querySelectorAll('p');
  expect(arabic && getComputedStyle(arabic).direction).toBe('rtl');
  expect(english && getComputedStyle(english).direction).toBe('ltr');
  expect(element.querySelector('pre')?.dir).toBe('ltr');
});

test.each([true, false])('characters that turn the order of reading are shown as marks (raw: %s)', (raw) => {
  const element = show('pay \u202etxt.exe\u202c now \u2066a\u2069 \u0007', raw);
  const marks = [...element.querySelectorAll('.control')].map((mark) => mark.textContent);
  expect(marks).toEqual(['RLO', 'PDF', 'LRI', 'PDI', '\\x07']);
  expect(element.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
});

test('written as references they are shown as marks too', () => {
  expect(show('a &#x202e; b &#8238; c &rlm;').querySelectorAll('.control')).toHaveLength(3);
});

test.each([
  ['quotes', '>'.repeat(100_000)],
  ['spaced quotes', '> '.repeat(50_000)],
  ['brackets', '['.repeat(100_000)],
  ['links', '[a]('.repeat(25_000)],
  ['underscores', 'a_'.repeat(50_000)],
  ['stars', '**a '.repeat(25_000)],
  ['numbers', '1. '.repeat(30_000)],
  ['dollars', '$a '.repeat(30_000)],
  ['backslashes', '\\('.repeat(50_000)],
  ['nested lists', Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
])('100,000 hostile %s end, rendered or raw', (_, text) => {
  expect(['html', 'raw']).toContain(renderMarkdown(text).kind);
});

test('LaTeX that doubles itself is refused, not expanded', () => {
  const bomb = `$\\def\\a{x}${Array.from({ length: 24 }, (_, n) => `\\def\\${letter(n + 1)}{\\${letter(n)}\\${letter(n)}}`).join('')}\\${letter(24)}$`;
  expect(show(bomb).textContent).toContain('\\def\\a{x}');
  expect(holder.querySelector('math')).toBeNull();
});

function letter(n: number): string {
  return String.fromCharCode(97 + n);
}

test('a text over the budget is shown raw and whole, with a button that renders it', async () => {
  const text = `**start** ${'word '.repeat(12_000)} **end**`;
  const element = show(text);
  expect(element.textContent).toContain('Shown raw: long text');
  await vi.waitFor(() => expect(element.textContent).toContain('**end**'));
  element.querySelector('button')?.click();
  await vi.waitFor(() => expect(element.querySelector('strong')?.textContent).toBe('start'));
});

test('raw, a text is shown exactly as it came', () => {
  const text = '  # not a heading\n\n\ta **tab**\n<b>&amp;</b>  two spaces ';
  expect(show(text, true).querySelector('.piece')?.textContent).toBe(text);
});

test('200,000 characters without a break are all there', async () => {
  const element = show('x'.repeat(200_000));
  await vi.waitFor(() => expect(element.querySelector('.raw')?.textContent?.replace(/\s/g, '').length).toBe(200_000));
});
