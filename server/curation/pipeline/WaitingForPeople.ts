/** How far people are with what a step gave them, in pairs. */
export interface PeopleStanding {
  /** Pairs given out. */
  wanted: number;
  /** Pairs that as many people have judged as should. */
  arrived: number;
  /** Of those, pairs on which people differ and that nobody has decided. */
  disputed: number;
  /** Pairs that are waited for no more. */
  settled: number;
  /** Whether disputed pairs are waited for. */
  waitsForDisputed: boolean;
}

/** A stage that cannot go on before people have judged. The run ends and is resumed later, or waits. */
export class WaitingForPeople extends Error {
  override readonly name = 'WaitingForPeople';

  /**
   * @param task what people find it under
   * @param place where they find it
   */
  constructor(
    readonly standing: PeopleStanding,
    readonly task: string,
    readonly place: string,
  ) {
    super(`${waitingWords({ standing, task, place })} Resume when more verdicts have arrived, or run with --wait.`);
  }

  /** Pairs given out, and how many of them as many people have judged as should. */
  get wanted(): number {
    return this.standing.wanted;
  }

  get arrived(): number {
    return this.standing.arrived;
  }
}

/** How many of how many, and where. */
export function waitingWords({ standing, task, place }: Pick<WaitingForPeople, 'standing' | 'task' | 'place'>): string {
  return `${standingWords(standing)} They wait as task ${task} in ${place}.`;
}

function standingWords({ wanted, arrived, disputed, waitsForDisputed }: PeopleStanding): string {
  const open = waitsForDisputed ? 'wait for an adjudicator' : 'have no label until an adjudicator decides';
  const divided = disputed === 0 ? '' : `; on ${disputed} of them people differ, and these ${open}`;
  return `${arrived} of ${wanted} pairs are judged${divided}.`;
}
