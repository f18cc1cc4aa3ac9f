import { expect, test } from 'vitest';
import { keyOf, shortcutOf, shortcuts, type Shortcut } from '../../../src/studio/parts/shortcuts';

const pressed = (key: string, init: KeyboardEventInit = {}) => keyOf(new KeyboardEvent('keydown', { key, ...init }));

test('no key stands for two things in one place, and none of a room hides one that works everywhere', () => {
  const all: Shortcut[] = Object.values(shortcuts);
  const everywhere = all.filter(({ context }) => context === 'everywhere').flatMap(({ keys }) => keys);
  const firsts = everywhere.map((keys) => keys.split(' ')[0]);
  const verify = all.filter(({ context }) => context === 'verify').flatMap(({ keys }) => keys);
  expect(new Set(everywhere).size).toBe(everywhere.length);
  expect(new Set(verify).size).toBe(verify.length);
  expect(verify.filter((key) => firsts.includes(key))).toEqual([]);
});

test('capitals, shifted signs and other scripts find their key', () => {
  expect(shortcutOf(pressed('?', { shiftKey: true }), 'everywhere')).toBe('cheatsheet');
  expect(shortcutOf(pressed('A'), 'verify')).toBe('step2');
  expect(shortcutOf(pressed('\u0438', { code: 'KeyB' }), 'verify')).toBe('step6');
  expect(shortcutOf(pressed('Backspace', { shiftKey: true }), 'verify')).toBe('redo');
  expect(shortcutOf(pressed('z', { ctrlKey: true }), 'verify')).toBe('undo');
  expect(shortcutOf(pressed('Z', { ctrlKey: true, shiftKey: true }), 'verify')).toBe('redo');
});

test('a key with Ctrl or Alt is not the key alone', () => {
  expect(shortcutOf(pressed('1', { ctrlKey: true }), 'verify')).toBeNull();
  expect(shortcutOf(pressed('s', { altKey: true }), 'verify')).toBeNull();
});
