import type { Reading, Rule } from '../Reading';

/** UTF-16 units from which the language is told: enough for any, and bounded. */
const sampleLength = 20_000;

const scripts: [string, RegExp][] = [
  ['Cyrillic', /\p{Script=Cyrillic}/gu],
  ['Arabic', /\p{Script=Arabic}/gu],
  ['Hebrew', /\p{Script=Hebrew}/gu],
  ['Greek', /\p{Script=Greek}/gu],
  ['Devanagari', /\p{Script=Devanagari}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Korean', /\p{Script=Hangul}/gu],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Chinese', /\p{Script=Han}/gu],
  ['Latin', /\p{Script=Latin}/gu],
];

/** Frequent small words that the other languages of the list do not have. */
const smallWords: [string, string[]][] = [
  ['English', ['the', 'and', 'of', 'is', 'that', 'with', 'you', 'this', 'are', 'it']],
  ['German', ['und', 'der', 'die', 'das', 'nicht', 'ist', 'mit', 'ein', 'auf', 'zu']],
  ['French', ['les', 'des', 'est', 'dans', 'une', 'pour', 'qui', 'vous', 'avec', 'pas']],
  ['Spanish', ['los', 'las', 'el', 'y', 'una', 'por', 'con', 'es', 'del', 'para']],
  ['Portuguese', ['os', 'uma', 'não', 'com', 'em', 'do', 'da', 'são', 'você', 'mais']],
  ['Italian', ['il', 'che', 'di', 'gli', 'della', 'sono', 'è', 'non', 'nel', 'anche']],
  ['Dutch', ['het', 'een', 'van', 'niet', 'voor', 'zijn', 'dat', 'ook', 'wordt', 'de']],
];

const fewestSmallWords = 4;

/**
 * The language of each side: by the script of most letters, and among Latin scripts by counts of small words of seven languages.
 * Where either cannot be told (few words, another language) there is no difference.
 */
export const languageApart: Rule = (a, b) => {
  const [first, second] = [languageOf(a), languageOf(b)];
  if (!first || !second || first === second) return null;
  return { a: first, b: second };
};

function languageOf(reading: Reading): string | null {
  const sample = reading.prose.slice(0, sampleLength);
  const counts = scripts.map(([name, letters]) => ({ name, count: sample.match(letters)?.length ?? 0 }));
  const japanese = counts.find(({ name }) => name === 'Japanese')?.count ?? 0;
  const most = counts.reduce((best, next) => (next.count > best.count ? next : best));
  if (most.count === 0) return null;
  if (most.name === 'Chinese' && japanese * 8 > most.count) return 'Japanese';
  return most.name === 'Latin' ? latinLanguage(reading.words) : most.name;
}

function latinLanguage(words: Map<string, number>): string | null {
  const hits = smallWords
    .map(([name, list]) => ({ name, count: list.reduce((sum, word) => sum + (words.get(word) ?? 0), 0) }))
    .sort((one, other) => other.count - one.count);
  const [best, next] = hits;
  if (!best || best.count < fewestSmallWords || best.count < 2 * (next?.count ?? 0)) return null;
  return best.name;
}
