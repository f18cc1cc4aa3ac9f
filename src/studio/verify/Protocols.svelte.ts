import { sha256Hex } from '../../pairs/sha256Hex';
import type { Store } from '../../store/Store';
import { blindProtocol } from '../../verdicts/protocol/blindProtocol';
import { parseProtocol } from '../../verdicts/protocol/parseProtocol';
import { protocolName, type Protocol } from '../../verdicts/protocol/Protocol';
import defaultText from '../../verdicts/protocol/default.md?raw';
import { messageOf } from '../parts/format';

interface Kept {
  /** Null: the one that comes with Assay. */
  text: string | null;
  /** sha256 of every protocol that was used here, by its name: one name never means two texts. */
  known: Record<string, string>;
}

const settingName = 'protocol';

/** The protocol under which verdicts are given here: the one that comes with Assay, or a team's own. Kept in this browser. */
class Protocols {
  current = $state.raw<Protocol>(blindProtocol);
  text = $state('');
  /** sha256 (hex) of the text. */
  digest = $state('');
  isDefault = $state(true);
  /** Why the kept protocol is not in use. */
  problem = $state<string | null>(null);
  #store: Pick<Store, 'setting' | 'putSetting'> | null = null;
  #known: Record<string, string> = {};

  /** Takes what was kept; a text that cannot be read any more is said, and the default rules hold meanwhile. */
  async restore(store: Pick<Store, 'setting' | 'putSetting'>): Promise<void> {
    this.#store = store;
    const kept = await store.setting<Partial<Kept>>(settingName);
    this.#known = { ...kept?.known };
    this.problem = null;
    this.#take(defaultText, true);
    if (typeof kept?.text !== 'string') return;
    try {
      this.#take(kept.text, false);
    } catch (error) {
      this.problem = `The kept protocol cannot be read. ${messageOf(error)} Load it again.`;
    }
  }

  /**
   * Puts a team's protocol in the place of the one in use, and keeps it.
   *
   * @throws ProtocolError where it breaks a rule; Error where its name stands for another text already, or it cannot be kept.
   */
  async replace(text: string): Promise<void> {
    this.#checkName(parseProtocol(text), sha256Hex(text));
    await this.#keep(text);
    this.#take(text, false);
    this.problem = null;
  }

  /** Goes back to the protocol that comes with Assay. */
  async reset(): Promise<void> {
    await this.#keep(null);
    this.#take(defaultText, true);
    this.problem = null;
  }

  #checkName(protocol: Protocol, digest: string): void {
    const name = protocolName(protocol);
    const others = { ...this.#known, [protocolName(this.current)]: this.digest };
    const before = Object.hasOwn(others, name) ? others[name] : digest;
    if (before !== digest)
      throw new Error(`"${name}" was another text before, and verdicts name it. Raise the version and load it again.`);
  }

  async #keep(text: string | null): Promise<void> {
    const known = { ...this.#known, [protocolName(this.current)]: this.digest };
    if (text !== null) known[protocolName(parseProtocol(text))] = sha256Hex(text);
    await this.#store?.putSetting<Kept>(settingName, { text, known });
    this.#known = known;
  }

  #take(text: string, isDefault: boolean): void {
    this.current = parseProtocol(text);
    this.text = text;
    this.digest = sha256Hex(text);
    this.isDefault = isDefault;
  }
}

export const protocols = new Protocols();
