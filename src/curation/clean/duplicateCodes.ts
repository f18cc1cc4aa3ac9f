/**
 * What becomes of a row of the pool by the other rows of its pair (arXiv 2507.01352, data cleaning: global, exact dedup).
 *
 * `alone`: no other row holds the pair. `kept`: it stands for its repeats. `disputed`: it stands for rows whose labels contradict
 * each other, as chosen and rejected the other way round do: no machine labels it, a person has to. `repeated`: dropped, it says
 * what the kept row says, or nothing. `contradicts`: dropped, it says otherwise.
 */
export const duplicateCodes = { alone: 0, kept: 1, disputed: 2, repeated: 3, contradicts: 4 } as const;

export type DuplicateCode = (typeof duplicateCodes)[keyof typeof duplicateCodes];
