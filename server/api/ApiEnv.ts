import type { Audit } from '../access/audit/Audit';
import type { Principal } from '../access/Principal';

/** What every handler of the API finds in its context. */
export interface ApiEnv {
  Variables: {
    /** Null for somebody who is signed out; a route that is not open to anyone never meets null. */
    principal: Principal | null;
    /** The network address of whoever asks; empty where it is not known. */
    address: string;
    /** Where administrative acts are written down; null where nothing is kept. */
    audit: Audit | null;
    /** What a handler adds to the act that its route declares: to what it was done, and what else is to be known. */
    acted: { subject?: string; project?: string; details?: Record<string, unknown> } | undefined;
  };
}
