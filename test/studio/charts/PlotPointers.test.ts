import { expect, test } from 'vitest';
import { PlotPointers } from '../../../src/studio/charts/PlotPointers';

function pointers(): { pointers: PlotPointers; said: unknown[] } {
  const said: unknown[] = [];
  const gestures = {
    draw: (from: object, to: object) => said.push(['draw', from, to]),
    drawn: () => said.push('drawn'),
    press: (at: object) => said.push(['press', at]),
    pinch: (factor: number, about: object) => said.push(['pinch', factor, about]),
  };
  return { pointers: new PlotPointers(gestures), said };
}

test('a pointer that hardly moves presses where it came down', () => {
  const { pointers: hand, said } = pointers();
  hand.down(1, { x: 10, y: 10 });
  hand.move(1, { x: 12, y: 11 });
  hand.up(1);
  expect(said).toEqual([['press', { x: 10, y: 10 }]]);
});

test('a pointer that moves draws until it lets go, also when it comes back', () => {
  const { pointers: hand, said } = pointers();
  hand.down(1, { x: 10, y: 10 });
  hand.move(1, { x: 40, y: 30 });
  hand.move(1, { x: 10, y: 11 });
  hand.up(1);
  expect(said).toEqual([
    ['draw', { x: 10, y: 10 }, { x: 40, y: 30 }],
    ['draw', { x: 10, y: 10 }, { x: 10, y: 11 }],
    'drawn',
  ]);
});

test('a box stands when the browser takes the pointer away', () => {
  const { pointers: hand, said } = pointers();
  hand.down(1, { x: 0, y: 0 });
  hand.move(1, { x: 9, y: 9 });
  hand.cancel(1);
  expect(said.at(-1)).toBe('drawn');
});

test('two fingers zoom about the one that stays, and neither draws nor presses', () => {
  const { pointers: hand, said } = pointers();
  hand.down(1, { x: 0, y: 0 });
  hand.down(2, { x: 100, y: 0 });
  hand.move(2, { x: 200, y: 0 });
  hand.up(1);
  hand.up(2);
  expect(said).toEqual([['pinch', 0.5, { x: 0, y: 0 }]]);
});

test('a move without a pointer that is down means nothing', () => {
  const { pointers: hand, said } = pointers();
  hand.move(1, { x: 50, y: 50 });
  hand.up(1);
  expect(said).toEqual([]);
});
