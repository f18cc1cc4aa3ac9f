/** A stage that cannot go on before people have judged. The run ends, and is resumed later. */
export class WaitingForPeople extends Error {
  override readonly name = 'WaitingForPeople';

  constructor(
    readonly wanted: number,
    readonly arrived: number,
    where: string,
  ) {
    super(
      `${arrived} of ${wanted} pairs are judged. They wait as tasks in ${where}; resume when more verdicts have arrived.`,
    );
  }
}
