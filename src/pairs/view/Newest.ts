/** Of several calls of one verb only the newest is carried out: the others give null, the sooner the better. */
export class Newest {
  readonly #breathe: () => Promise<void>;
  readonly #turns = new Map<string, number>();

  /** `breathe` resolves after the calls that have already arrived were begun. */
  constructor(breathe: () => Promise<void>) {
    this.#breathe = breathe;
  }

  async of<Result>(verb: string, act: () => Result | Promise<Result>): Promise<Result | null> {
    const turn = (this.#turns.get(verb) ?? 0) + 1;
    this.#turns.set(verb, turn);
    await this.#breathe();
    return this.#turns.get(verb) === turn ? act() : null;
  }
}
