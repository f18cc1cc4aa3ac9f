import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ChatTemplate } from '../../../src/engine/text/ChatTemplate';
import { chatTemplateFamilies } from '../../../src/engine/text/chatTemplateFamilies';
import { json } from './tokenizerFiles';

const user = { role: 'user', content: ' hi ' };
const assistant = { role: 'assistant', content: '\n  x\n' };
const template = (text: string) => new ChatTemplate('chat_template.jinja', text, { bos_token: '<s>' });

const fixture = json('jinja.json') as unknown as {
  messages: { role: string; content: string }[];
  templates: { template: string; text?: string }[];
};

describe('a chat template', () => {
  test.each(fixture.templates)('is rendered as transformers renders it: $template', ({ template: source, text }) => {
    const render = () => new ChatTemplate('chat_template.jinja', source, {}).render(fixture.messages);
    if (text === undefined) expect(render).toThrow();
    else expect(render()).toBe(text);
  });

  test('is told one date, whatever today is, and the date is shown', () => {
    const dated = template("{{ strftime_now('%d %B %Y') }}");
    expect(dated.frozenDate).toBe('26 Jul 2024');
    expect(dated.render([user])).toBe('26 July 2024');
  });

  test.each([
    ['mentions the clock and never asks it', "{% if false %}{{ strftime_now('%d') }}{% endif %}x", null],
    [
      'asks only under a system message',
      "{% if messages[0].role == 'system' %}{{ strftime_now('%Y') }}{% endif %}",
      '26 Jul 2024',
    ],
    ['falls back to a date of its own', "{{ date_string | default('1 Jan 2000') }}", null],
  ])('that %s shows the date accordingly', (_, source, date) => {
    expect(template(source).frozenDate).toBe(date);
  });

  test('that asks for the date in an unknown form refuses, by the form', () => {
    expect(() => template("{{ strftime_now('%Q') }}").render([user])).toThrow('"%Q"');
    expect(() => template("{{ strftime_now('100%') }}").render([user])).toThrow('"%"');
  });

  test('that strips what is no text refuses', () => {
    expect(() => template('{{ messages | trim }}').render([user])).toThrow('only a text can be stripped');
  });

  test.each([
    ['{% for m in messages %}{{ m.role }}{% if loop.index == 2 %}{% break %}{% endif %}{% endfor %}', true],
    [
      "{% for m in messages %}{% if m.role == 'user' %}a{% else %}{% for n in messages %}{% continue %}{% endfor %}{% endif %}{% endfor %}",
      false,
    ],
    ["{% for m in messages %}{% if m.role == 'user' %}a{% elif true %}b{% continue %}{% endif %}{% endfor %}", true],
    ['{% if true %}{% for m in messages %}\n x {% if m %}{% continue %}{% endif %}{% endfor %}{% endif %}', true],
    [
      "{% for m in messages %}{%- set x = 1 %}{#- c #}{% if m.role == 'user' %}{% continue %}{% endif %}a{% endfor %}",
      false,
    ],
  ])('%s is refused where the package would lose what a turn has written: %j', (source, refused) => {
    const open = () => template(source).render([user, assistant]);
    if (refused) expect(open).toThrow(/leaves its turn by break or continue/);
    else expect(open).not.toThrow();
  });

  test('of a broken file is refused by the name of the file', () => {
    expect(() => template('{% if %}')).toThrow(/^chat_template\.jinja: must be a Jinja template/);
  });
});

describe('the templates on offer', () => {
  test.each(chatTemplateFamilies.map(({ name, template: text }) => ({ name, text })))(
    '$name is the text that the Python side renders',
    ({ name, text }) => {
      const file = new URL(`../../../trainer/tokenizers/templates/${name}.jinja`, import.meta.url);
      expect(text).toBe(readFileSync(file, 'utf8'));
    },
  );

  test('ChatML writes each message between its marks and adds nothing', () => {
    const chatml = chatTemplateFamilies.find(({ name }) => name === 'chatml')?.template ?? '';
    expect(template(chatml).render([user, assistant])).toBe(
      '<|im_start|>user\n hi <|im_end|>\n<|im_start|>assistant\n\n  x\n<|im_end|>\n',
    );
  });

  test("Qwen3 keeps a response's indentation, and gives it an empty thought", () => {
    const qwen = chatTemplateFamilies.find(({ name }) => name === 'qwen3')?.template ?? '';
    expect(template(qwen).render([user, assistant])).toContain('<think>\n\n</think>\n\n  x\n<|im_end|>');
  });

  test.each(chatTemplateFamilies.map(({ name, template: text }) => ({ name, text })))(
    '$name adds no system message of its own making',
    ({ text }) => {
      const rendered = template(text).render([
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: 'A' },
      ]);
      expect(rendered).not.toMatch(/you are/iu);
    },
  );
});
