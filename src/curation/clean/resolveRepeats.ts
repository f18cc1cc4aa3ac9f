import { labelCodes } from '../../pairs/PairIndex';
import { duplicateCodes, type DuplicateCode } from './duplicateCodes';

/**
 * Which of the rows of one pair stands for all, and what becomes of each. The first row that has a label stands for them, the
 * first of all where none has. Two labels that differ in any way (the other response chosen, a tie) are a dispute: the paper's
 * exact match on (history, chosen, rejected) would keep both rows of a reversed pair and train on both.
 *
 * @param labels `labelCodes` of two rows or more, in the order of the pool.
 */
export function resolveRepeats(labels: readonly number[]): { kept: number; codes: DuplicateCode[] } {
  const kept = Math.max(
    0,
    labels.findIndex((label) => label !== labelCodes.none),
  );
  const said = labels[kept] ?? labelCodes.none;
  const codes = labels.map((label): DuplicateCode => {
    return label === labelCodes.none || label === said ? duplicateCodes.repeated : duplicateCodes.contradicts;
  });
  codes[kept] = codes.includes(duplicateCodes.contradicts) ? duplicateCodes.disputed : duplicateCodes.kept;
  return { kept, codes };
}
