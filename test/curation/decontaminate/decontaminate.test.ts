import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contaminationOf } from '../../../src/curation/decontaminate/contaminationOf';
import { ContaminationReport } from '../../../src/curation/decontaminate/ContaminationReport';
import { NGramIndex, type BenchmarkPrompt } from '../../../src/curation/decontaminate/NGramIndex';
import { NGramTable } from '../../../src/curation/decontaminate/NGramTable';
import { WordHashes } from '../../../src/curation/decontaminate/WordHashes';
import { wordsOf } from '../../../src/curation/decontaminate/wordsOf';
import type { Role } from '../../../src/pairs/Message';

const thirteen = 'Jane has 12 apples and gives 4 of them to her friend Mark today';
const said = (role: Role, content: string) => ({ role, content });
const prompts = (...texts: string[]): BenchmarkPrompt[] =>
  texts.map((text, at) => ({ benchmark: at % 2 === 0 ? 'even' : 'odd', item: String(at), text }));

/** The same by strings, the slow and plain way. */
function sharedSlowly(text: string, prompt: string, n: number): number {
  const ngrams = (words: string[]) =>
    words.map((_, at) => words.slice(at, at + n).join(' ')).slice(0, 1 - n || undefined);
  const known = new Set(ngrams(wordsOf(prompt)));
  return ngrams(wordsOf(text)).filter((ngram) => known.has(ngram)).length;
}

describe('words', () => {
  test('case, punctuation, apostrophes and compatibility forms do not tell words apart', () => {
    expect(wordsOf("Don't STOP; state-of-the-art (ﬁne).")).toEqual([
      'dont',
      'stop',
      'state',
      'of',
      'the',
      'art',
      'fine',
    ]);
    expect(wordsOf('Ｄｏｎ’ｔ\u00a0stop')).toEqual(['dont', 'stop']);
  });

  test('in scripts without spaces each character is a word', () => {
    expect(wordsOf('苹果12个 apples')).toEqual(['苹', '果', '12', '个', 'apples']);
  });

  test('the quick way of reading gives each word the hash that it has alone, whatever stands around it', () => {
    const hashes = new WordHashes();
    const pairsOf = (text: string) => {
      hashes.read(text);
      return Array.from({ length: hashes.length }, (_, at) => [hashes.first[at], hashes.second[at]]);
    };
    const text = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 60 }),
      fc
        .array(fc.constantFrom(..."aB1'.", ...'\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2026'), { maxLength: 30 })
        .map((letters) => letters.join('')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(pairsOf(given)).toEqual(wordsOf(given).flatMap((word) => pairsOf(word)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the index of n-grams', () => {
  test('thirteen words in common are found, twelve are not', () => {
    const index = new NGramIndex(prompts(thirteen));
    expect(wordsOf(thirteen)).toHaveLength(14);
    expect(index.overlaps(`So: ${thirteen.toUpperCase()}!`)).toEqual([
      {
        benchmark: 'even',
        item: '0',
        ngram: 'jane has 12 apples and gives 4 of them to her friend mark',
        word: 1,
        ngrams: 2,
        passages: ['jane has 12 apples and gives 4 of them to her friend mark today'],
      },
    ]);
    const twelve = wordsOf(thirteen).slice(0, 12).join(' ');
    expect(index.overlaps(`${twelve} and ${twelve}`)).toEqual([]);
  });

  test('it finds exactly what a comparison of all n-grams finds, on texts of few words', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'Ü', '你'), { maxLength: 24 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, fc.integer({ min: 2, max: 6 }), (one, prompt, n) => {
        const found = new NGramIndex(prompts(prompt), { n, short: 'ignore' }).overlaps(one);
        expect(found.reduce((sum, { ngrams }) => sum + ngrams, 0)).toBe(sharedSlowly(one, prompt, n));
      }),
      { numRuns: 500 },
    );
  });

  test('a text whose hash is that of a benchmark is none where its words are others', () => {
    // The Thue-Morse sequence and its inverse collide in every polynomial hash modulo 2^32 with an odd base.
    const isOdd = (n: number) => n.toString(2).replaceAll('0', '').length % 2 === 1;
    const words = (a: string, b: string) => Array.from({ length: 256 }, (_, n) => (isOdd(n) ? a : b)).join(' ');
    const index = new NGramIndex(prompts(words('yes', 'no')), { n: 256 });
    expect(index.overlaps(words('yes', 'no'))).toHaveLength(1);
    expect(index.overlaps(words('no', 'yes'))).toEqual([]);
  });

  test('an n-gram of two benchmarks is reported for both, one of two items of a benchmark once', () => {
    const index = new NGramIndex(prompts(thirteen, thirteen, thirteen));
    expect(index.overlaps(thirteen).map(({ benchmark, item }) => [benchmark, item])).toEqual([
      ['even', '0'],
      ['odd', '1'],
    ]);
    expect(index.length).toBe(4);
  });

  test('what a person has cleared is no hit, and the n-grams beside it still are', () => {
    const [first = ''] = new NGramIndex(prompts(thirteen)).overlaps(thirteen).map(({ ngram }) => ngram);
    const index = new NGramIndex(prompts(thirteen), { cleared: new Set([first]) });
    expect(index.overlaps(thirteen)).toMatchObject([{ word: 1, ngrams: 1 }]);
  });

  test('a passage that is cleared clears each of its n-grams, as a person writes it too, and not one word beside it', () => {
    const cleared = (passage: string) =>
      new NGramIndex(prompts(thirteen), { cleared: [passage], n: 5 }).overlaps(thirteen);
    expect(cleared(thirteen)).toEqual([]);
    expect(cleared('Jane has 12 apples, and gives 4 ')).toMatchObject([
      { word: 3, ngrams: 7, passages: ['apples and gives 4 of them to her friend mark today'] },
    ]);
    expect(cleared('and gives 4 of them')).toMatchObject([
      { passages: ['jane has 12 apples and gives 4 of', 'gives 4 of them to her friend mark today'] },
    ]);
    expect(cleared('Jane has 12')).toMatchObject([{ ngrams: 10 }]);
  });

  test('a prompt too short for an n-gram guards the texts that say just this, or nothing where that is asked for', () => {
    const given = prompts('What is 2 + 2?', thirteen, '?');
    const index = new NGramIndex(given);
    expect(index.tooShort).toBe(2);
    expect(index.overlaps('what is 2+2')).toMatchObject([{ benchmark: 'even', item: '0', ngram: 'what is 2 2' }]);
    expect(['What is 2 + 2 and 3?', '!', ''].flatMap((text) => index.overlaps(text))).toEqual([]);
    expect(new NGramIndex(given, { short: 'ignore' }).overlaps('What is 2 + 2?')).toEqual([]);
    expect(new NGramIndex(given, { cleared: new Set(['what is 2 2']) }).overlaps('What is 2 + 2?')).toEqual([]);
  });

  test('an n of one word is refused', () => {
    expect(() => new NGramIndex([], { n: 1 })).toThrow('2 words or more, not 1');
  });

  test('two texts with one hash are two entries, of which words decide', () => {
    const table = new NGramTable();
    for (let entry = 0; entry < 5_000; entry++) table.add(entry % 2_500, 7);
    expect(table.length).toBe(5_000);
    for (const hash of [0, 1, 2_499]) {
      expect(table.find(hash, 7)).toBe(hash);
      expect(table.next(hash)).toBe(hash + 2_500);
      expect(table.next(hash + 2_500)).toBe(-1);
    }
    expect(table.find(2_500, 7)).toBe(-1);
  });
});

describe('a pair', () => {
  const pair = {
    prompt: [said('user', 'Hello'), said('assistant', thirteen), said('user', 'Go on')],
    first: { id: 'a', messages: [said('assistant', thirteen)] },
    second: { id: 'b', messages: [said('assistant', 'No.')] },
  };

  test('is tested in all turns of its prompt, and in its responses where that is asked for', () => {
    const index = new NGramIndex(prompts(thirteen));
    expect(contaminationOf(pair, index).map(({ where, turn }) => [where, turn])).toEqual([['prompt', 1]]);
    expect(contaminationOf(pair, index, 'pair').map(({ where }) => where)).toEqual(['prompt', 'first']);
  });

  test('the report says which passage of which benchmark, by how many pairs, and what share of all was tested', () => {
    const index = new NGramIndex(prompts(thirteen));
    const report = new ContaminationReport({ passages: 1, characters: 1_000 });
    const found = contaminationOf(pair, index, 'pair');
    for (const id of ['p1', 'p2', 'p3', 'p4']) report.add(id, found);
    report.add('p5', []);
    report.add('p6', [{ ...found[0], passages: ['another', 'a third'], benchmark: 'odd' } as (typeof found)[0]]);
    expect([report.tested, report.contaminated, report.unnamed]).toEqual([6, 5, 1]);
    expect(report.benchmarks()).toEqual([
      { benchmark: 'even', pairs: 4 },
      { benchmark: 'odd', pairs: 1 },
    ]);
    const passage = wordsOf(thirteen).join(' ');
    expect(report.passages()).toEqual([
      { passage, benchmark: 'even', item: '0', pairs: 4, examples: ['p1', 'p2', 'p3'] },
    ]);
  });

  test('a report stays small whatever is shared: what has no room is counted, and what is named goes on counting', () => {
    const report = new ContaminationReport({ passages: 100, characters: 1_000 });
    const found = { benchmark: 'b', item: 'i', ngram: '', word: 0, ngrams: 1, where: 'prompt', turn: 0 } as const;
    const add = (pair: string, passages: string[]) => report.add(pair, [{ ...found, passages }]);
    add('long', ['x'.repeat(1_000)]);
    for (let at = 0; at < 500; at++) add(`p${at}`, [`passage ${at}`, `end ${at}`]);
    add('again', ['passage 0']);
    const named = report.passages();
    expect(JSON.stringify(named.map(({ passage }) => passage)).length).toBeLessThan(1_500);
    expect(named[0]).toMatchObject({ passage: 'passage 0', pairs: 2, examples: ['p0', 'again'] });
    expect(report.contaminated).toBe(502);
    // A pair is unnamed when any of its passages is, and counts once.
    expect(report.unnamed).toBe(502 - Math.floor(named.length / 2) - 1);
  });

  test('clearing what a report lists leaves nothing contaminated, and clearing some of it just those pairs of which all is cleared', () => {
    const text = (most: number) =>
      fc
        .array(fc.constantFrom('a', 'b', "c'\u0301", 'か', '\u3099', 'İ', '你'), { maxLength: most })
        .map((words) => words.join(' '));
    const options = fc.record({ n: fc.integer({ min: 2, max: 5 }), short: fc.constantFrom('whole', 'ignore') });
    fc.assert(
      fc.property(
        fc.array(text(20), { maxLength: 12 }),
        fc.array(text(14), { maxLength: 4 }),
        options,
        (pool, given, how) => {
          const found = (cleared: string[], texts = pool) => {
            const [index, report] = [new NGramIndex(prompts(...given), { ...how, cleared }), new ContaminationReport()];
            for (const [at, one] of texts.entries())
              report.add(String(at), contaminationOf({ ...pair, prompt: [said('user', one)] }, index));
            return report;
          };
          const passages = (report: ContaminationReport) => report.passages().map(({ passage }) => passage);
          const listed = passages(found([]));
          expect(found(listed).contaminated).toBe(0);
          const some = listed.filter((_, at) => at % 2 === 0);
          for (const one of pool)
            if (passages(found([], [one])).every((passage) => some.includes(passage)))
              expect(found(some, [one]).contaminated).toBe(0);
          // What is left is listed again: a second review ends it.
          const left = passages(found(some));
          expect(found([...some, ...left]).contaminated).toBe(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});
