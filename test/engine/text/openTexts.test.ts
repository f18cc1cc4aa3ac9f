import { describe, expect, test } from 'vitest';
import { digestFiles } from '../../../src/engine/checkpoint/digestFiles';
import { MemorySource } from '../support/MemorySource';
import { chatTemplateFamilies } from '../../../src/engine/text/chatTemplateFamilies';
import { openTexts } from '../../../src/engine/text/openTexts';
import { familyFiles, familySource, textOf, vocabulary } from './tokenizerFiles';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const template = chatTemplateFamilies[0]?.template ?? '';
const question = { id: 'a', messages: [{ role: 'user', content: 'Hi' }], promptLength: 0 };

/** Qwen's files without a template file, and with a changed configuration. */
function sourceWith(config: Record<string, unknown>): MemorySource {
  const files = familyFiles('qwen').filter(({ name }) => name === 'tokenizer.json');
  return new MemorySource(
    'made',
    new Map([
      ['tokenizer.json', files[0]?.bytes ?? bytes('')],
      ['tokenizer_config.json', bytes(config)],
    ]),
  );
}

describe('a checkpoint without a chat template', () => {
  const bare = () => familySource('qwen', ['chat_template.jinja']);

  test('is refused by a name of its own, with the families to choose from', async () => {
    const refusal = openTexts(bare(), vocabulary);
    await expect(refusal).rejects.toMatchObject({ name: 'MissingTemplateError', file: 'chat_template.jinja' });
    await expect(refusal).rejects.toThrow(/Qwen3, ChatML .*, Llama 3, Mistral/);
  });

  test('is opened with the chosen one, and is the checkpoint that has it as its file', async () => {
    const chosen = await openTexts(bare(), vocabulary, { template });
    const whole = await openTexts(familySource('qwen'), vocabulary);
    expect(chosen.files).toEqual(whole.files);
    expect(await chosen.texts.prepare([question])).toEqual(await whole.texts.prepare([question]));
    expect(await digestFiles(chosen.source, chosen.files)).toBe(await digestFiles(whole.source, whole.files));
    const other = await openTexts(bare(), vocabulary, { template: chatTemplateFamilies[1]?.template ?? '' });
    expect(await digestFiles(other.source, other.files)).not.toBe(await digestFiles(whole.source, whole.files));
  });
});

test('a checkpoint with a chat template takes no other', async () => {
  await expect(openTexts(familySource('qwen'), vocabulary, { template })).rejects.toThrow(/has a chat template/);
});

describe('a template inside the configuration', () => {
  test.each([
    ['as a text', template],
    [
      'as the default of a list',
      [
        { name: 'tool_use', template: 'x' },
        { name: 'default', template },
      ],
    ],
  ])('is read %s', async (_, inline) => {
    const opened = await openTexts(sourceWith({ chat_template: inline }), vocabulary);
    expect(opened.files).toEqual(['tokenizer.json', 'tokenizer_config.json']);
    expect(await opened.texts.prepare([question])).toEqual(
      await (await openTexts(familySource('qwen'), vocabulary)).texts.prepare([question]),
    );
  });

  test.each([[[{ name: 'tool_use', template: 'x' }]], [[null, 3]], [7], [null]])(
    'is missing where it is %j',
    async (inline) => {
      await expect(openTexts(sourceWith({ chat_template: inline }), vocabulary)).rejects.toMatchObject({
        name: 'MissingTemplateError',
      });
    },
  );

  test('yields to the file of its own', async () => {
    const files = new Map(familyFiles('qwen').map((file) => [file.name, file.bytes]));
    files.set('tokenizer_config.json', bytes({ chat_template: 'inline' }));
    const opened = await openTexts(new MemorySource('made', files), vocabulary);
    expect(opened.files).toContain('chat_template.jinja');
    expect((await opened.texts.prepare([question]))[0]?.texts[0]?.ids.length).toBeGreaterThan(4);
  });
});

test('the facts of a checkpoint are its bound and the date that its template asks for', async () => {
  expect(await openTexts(familySource('llama3'), vocabulary)).toMatchObject({
    maxTokens: 131072,
    frozenDate: '26 Jul 2024',
  });
  expect(await openTexts(familySource('wordpiece'), vocabulary)).toMatchObject({ maxTokens: 512, frozenDate: null });
  expect(await openTexts(sourceWith({ chat_template: 'x', model_max_length: 1e30 }), vocabulary)).toMatchObject({
    maxTokens: null,
  });
});

test('closed texts prepare nothing more', async () => {
  const { texts } = await openTexts(familySource('qwen'), vocabulary);
  texts.close();
  await expect(texts.prepare([question])).rejects.toThrow(/closed/);
});

test('the template of the fixtures is the one on offer', () => {
  expect(template).toBe(textOf('qwen/chat_template.jinja'));
});
