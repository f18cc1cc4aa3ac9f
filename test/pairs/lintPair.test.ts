import { describe, expect, it } from 'vitest';
import { rowOf, type ExportRow } from '../../src/pairs/export/ExportRow';
import { lintPair } from '../../src/pairs/export/lintPair';
import type { Message } from '../../src/pairs/Message';
import { assistant, given, pairFrom, user } from './support/exportCases';

const sound = rowOf(given(pairFrom([user('Name a prime.')], [assistant('Seven.')], [assistant('Nine.')])), null);
const rules = (row: ExportRow) => lintPair(row).map(({ rule, severity }) => [rule, severity]);
const chosen = (...messages: Message[]): ExportRow => ({ ...sound, chosen: { ...sound.chosen, messages } });

describe('lintPair', () => {
  it('finds nothing in a sound pair', () => {
    expect(rules(sound)).toEqual([]);
  });

  it.each([
    ['an empty response', chosen(assistant(' ')), 'empty', 'error'],
    ['a last turn of the user', chosen(user('x')), 'last_turn', 'error'],
    ['no turn at all', chosen(), 'last_turn', 'error'],
    ['half a character', chosen(assistant('x\ud800')), 'well_formed', 'error'],
    [
      'half a character in a reasoning block',
      chosen({ ...assistant('x'), thinking: '\udc00' }),
      'well_formed',
      'error',
    ],
    ['an unknown role', chosen({ role: 'bot' as 'user', content: 'x' }, assistant('x')), 'roles', 'error'],
    ['an empty prompt', { ...sound, pair: { ...sound.pair, prompt: [] } }, 'prompt', 'error'],
    [
      'a prompt that the assistant ends',
      { ...sound, pair: { ...sound.pair, prompt: [user('a'), assistant('b')] } },
      'prompt',
      'error',
    ],
    ['equal texts', { ...sound, chosen: sound.rejected }, 'same_text', 'error'],
    [
      'a first turn that both responses share',
      {
        ...chosen(assistant('a'), user('b'), assistant('c')),
        rejected: { ...sound.rejected, messages: [assistant('a'), user('b'), assistant('d')] },
      },
      'shared_turns',
      'note',
    ],
  ] satisfies [string, ExportRow, string, string][])('finds %s', (_, row, rule, severity) => {
    expect(rules(row)).toEqual([[rule, severity]]);
  });
});
