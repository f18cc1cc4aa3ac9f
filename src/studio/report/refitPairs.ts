import type { JudgedPairs } from '../../quality/JudgedPairs';
import { isDirected } from '../../quality/isDirected';
import { outcomeOf } from '../../verdicts/outcomeOf';
import type { RefitPair } from '../../rewards/head/refitDataOf';
import type { OpenDataSet } from '../OpenDataSet.svelte';

/** The judged pairs that a head can be refitted on: those whose blind verdict prefers a response, in the order of the first reading. */
export function refitPairs(judged: JudgedPairs, open: Pick<OpenDataSet, 'rowOf'>): RefitPair[] {
  return [...judged.entries()].flatMap(([pair, { blind, margin }]) => {
    const [row, prefers] = [open.rowOf(pair), blind && outcomeOf(blind.data.choice)];
    if (row === null || !blind || !isDirected(prefers)) return [];
    const { choice } = blind.data;
    const strength = choice.kind === 'preference' ? Math.abs(choice.strength) : 1;
    return [{ pair, row, prefers, strength, margin }];
  });
}
