import type { Principal } from '../access/Principal';

/** What every handler of the API finds in its context. */
export interface ApiEnv {
  Variables: {
    /** Null for somebody who is signed out; a route that is not open to anyone never meets null. */
    principal: Principal | null;
  };
}
