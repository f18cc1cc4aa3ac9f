import { queueOrders, usualPlan, type QueuePlan } from '../../queue/QueueOrder';
import type { Store } from '../../store/Store';

/** How the person wants the queue of one data set: kept with it in this browser. */
export class QueueChoice {
  plan = $state.raw<QueuePlan>(usualPlan);
  readonly #store: Pick<Store, 'setting' | 'putSetting'>;
  readonly #setting: string;

  constructor(store: Pick<Store, 'setting' | 'putSetting'>, dataSet: string) {
    this.#store = store;
    this.#setting = `queue-plan:${dataSet}`;
  }

  /** Takes what was kept; whatever has another shape counts as usual. A refitted head does not outlive its tab. */
  async restore(): Promise<void> {
    this.plan = readPlan(await this.#store.setting<unknown>(this.#setting));
  }

  /** Changes the plan, at once. Resolves to whether it could be kept for the next visit. */
  async change(changes: Partial<QueuePlan>): Promise<boolean> {
    this.plan = { ...this.plan, ...changes };
    try {
      await this.#store.putSetting(this.#setting, this.plan);
      return true;
    } catch {
      return false;
    }
  }
}

function readPlan(kept: unknown): QueuePlan {
  const { order, models, ...shares } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<QueuePlan>;
  return {
    order: queueOrders.find((known) => known === order && known !== 'head') ?? usualPlan.order,
    models: isTwoKeys(models) ? models : null,
    randomShare: shareOr(usualPlan.randomShare, shares.randomShare),
    repeatShare: shareOr(usualPlan.repeatShare, shares.repeatShare),
    knownShare: shareOr(usualPlan.knownShare, shares.knownShare),
  };
}

function isTwoKeys(kept: unknown): kept is [string, string] {
  return Array.isArray(kept) && kept.length === 2 && kept.every((key) => typeof key === 'string');
}

function shareOr(usual: number, kept: unknown): number {
  return typeof kept === 'number' && kept >= 0 && kept <= 1 ? kept : usual;
}
