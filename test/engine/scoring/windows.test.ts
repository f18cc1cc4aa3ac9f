import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScoreRequest } from '../../../src/engine/contract';
import { windowsByLength } from '../../../src/engine/scoring/windowsByLength';

const anyText = fc.string({ maxLength: 3 });
const anyRequests: fc.Arbitrary<ScoreRequest[]> = fc
  .array(fc.tuple(anyText, anyText), { maxLength: 60 })
  .map((all) => all.map(([prompt, response], id) => requestOf(`${id}`, prompt, response)));
const anyOptions = fc.record({
  keepPrompts: fc.boolean(),
  texts: fc.integer({ min: 1, max: 10 }),
  characters: fc.integer({ min: 1, max: 200 }),
});

function requestOf(id: string, prompt: string, response: string): ScoreRequest {
  const messages = [
    { role: 'user', content: prompt },
    { role: 'assistant', content: response },
  ];
  return { id, messages, promptLength: 1 };
}

const textOf = ({ messages }: ScoreRequest) => JSON.stringify(messages);
const promptOf = ({ messages }: ScoreRequest) => messages[0]?.content ?? '';

/** The requests of each window, by the first of each entry. */
function textsOf(requests: readonly ScoreRequest[], options: Parameters<typeof windowsByLength>[1]): ScoreRequest[][] {
  return [...windowsByLength(requests, options)].map((window) =>
    window.map(([index]) => requests[index] ?? requestOf('missing', '', '')),
  );
}

describe('windows', () => {
  test('hold every request once, and equal texts in one entry of one window', () => {
    fc.assert(
      fc.property(anyRequests, anyOptions, (requests, options) => {
        const windows = [...windowsByLength(requests, options)];
        const indices = windows.flat(2);
        expect(indices.sort((a, b) => a - b)).toEqual(requests.map((_, index) => index));
        expect(windows.flat()).toHaveLength(new Set(requests.map(textOf)).size);
        for (const [first, ...others] of windows.flat())
          for (const other of others) expect(requests[other]?.messages).toEqual(requests[first]?.messages);
      }),
    );
  });

  test('are bounded in texts and characters, but for one text alone', () => {
    fc.assert(
      fc.property(anyRequests, anyOptions, (requests, options) => {
        for (const window of textsOf(requests, options)) {
          expect(window.length).toBeLessThanOrEqual(options.texts);
          const characters = window.reduce((sum, request) => sum + charactersOf(request), 0);
          if (window.length > 1) expect(characters).toBeLessThanOrEqual(options.characters);
        }
      }),
    );
  });

  test('come shortest first', () => {
    fc.assert(
      fc.property(anyRequests, fc.integer({ min: 1, max: 10 }), (requests, texts) => {
        const lengths = textsOf(requests, { texts }).flat().map(charactersOf);
        expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
      }),
    );
  });

  test('never part the responses to one prompt where they fit into one window', () => {
    const anySizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), anyText), { maxLength: 20 });
    fc.assert(
      fc.property(anySizes, (sizes) => {
        const requests = sizes.flatMap(([size, text], prompt) =>
          Array.from({ length: size }, (_, at) => requestOf(`${prompt}:${at}`, `prompt ${prompt}`, `${text}${at}`)),
        );
        const seen = textsOf(requests, { keepPrompts: true, texts: 8 }).map((window) => new Set(window.map(promptOf)));
        expect(seen.reduce((sum, window) => sum + window.size, 0)).toBe(sizes.length);
      }),
    );
  });

  test('keep 64 responses to one prompt together among others', () => {
    const many = Array.from({ length: 64 }, (_, at) => requestOf(`m${at}`, 'which?', 'x'.repeat(at * 5)));
    const others = Array.from({ length: 300 }, (_, at) => requestOf(`o${at}`, `other ${at}`, 'y'.repeat(at)));
    const windows = textsOf([...others, ...many], { keepPrompts: true });
    expect(windows.filter((window) => window.some((request) => promptOf(request) === 'which?'))).toHaveLength(1);
    expect(windows.length).toBeGreaterThan(1);
  });

  test('part a prompt with more responses than a window holds', () => {
    const many = Array.from({ length: 600 }, (_, at) => requestOf(`m${at}`, 'which?', `${at}`));
    const sizes = textsOf(many, { keepPrompts: true }).map((window) => window.length);
    expect(sizes).toEqual([256, 256, 88]);
  });
});

function charactersOf({ messages }: ScoreRequest): number {
  return messages.reduce((sum, { role, content }) => sum + role.length + content.length, 0);
}
