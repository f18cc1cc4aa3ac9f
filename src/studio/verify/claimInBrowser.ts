import type { Claim } from '../../queue/Reservations';

/**
 * Claims pairs of a data set among the tabs of this browser by Web Locks: atomic, and gone with the tab that holds one, also
 * when it crashes. Where the browser has none, every claim is granted: a pair may then show in two tabs.
 */
export function claimInBrowser(dataSet: string): Claim {
  return (pair) =>
    new Promise((resolve) => {
      const take = (lock: Lock | null): Promise<void> | void => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve(release));
      };
      const ask = async () => navigator.locks.request(`assay-pair:${dataSet}:${pair}`, { ifAvailable: true }, take);
      ask().catch(() => resolve(() => undefined));
    });
}
