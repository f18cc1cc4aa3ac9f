import { inspect } from 'node:util';
import { MachineError } from '../MachineError';

/** A token from the environment that no log, plan or cache can show: it writes itself as its variable's name. */
export class Secret {
  readonly #value: string;

  private constructor(
    readonly variable: string,
    value: string,
  ) {
    this.#value = value;
  }

  /** @throws MachineError where the variable is not set, or holds what no header may hold */
  static from(environment: NodeJS.ProcessEnv, variable: string): Secret {
    const value = environment[variable]?.trim() ?? '';
    if (value === '')
      throw new MachineError(`The plan names the environment variable ${variable} for a token, and it is not set.`);
    if (!/^[\x21-\x7e]+$/.test(value))
      throw new MachineError(`The token in ${variable} must have visible ASCII characters only; copy it again.`);
    return new Secret(variable, value);
  }

  /** A token is a password: it leaves this machine encrypted or not at all. @throws MachineError */
  checkAddress(base: string): void {
    const { protocol, hostname, origin } = new URL(base);
    const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
    if (protocol !== 'https:' && !isHere)
      throw new MachineError(`The token in ${this.variable} is not sent to ${origin}: it must begin with https.`);
  }

  header(): { Authorization: string } {
    return { Authorization: `Bearer ${this.#value}` };
  }

  /** The token itself, for what makes its own header of it. */
  reveal(): string {
    return this.#value;
  }

  /** A text in which the token, should a server send it back, is not there any more. */
  hide(text: string): string {
    return text.replaceAll(this.#value, `[${this.variable}]`);
  }

  toString(): string {
    return `[${this.variable}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
