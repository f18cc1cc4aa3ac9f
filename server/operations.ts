import { Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { LedgerService } from './ledger/LedgerService';
import { problem } from './problem';

/** Seconds; the promise is an acknowledgement within 50 ms. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

/** What a running server tells those who run it: whether it lives, whether it can take events, and its figures. */
export class Operations {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'assay_http_request_seconds',
    help: 'Requests to the API: time until the answer',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [this.#registry],
  });
  readonly #events = new Counter({
    name: 'assay_ledger_events_total',
    help: 'Events of batches by what became of them; an event sent twice counts twice',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });

  constructor(private readonly ledger: LedgerService) {
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'assay_ledger_batches_waiting',
      help: 'Batches that wait for their transaction',
      registers: [this.#registry],
      collect() {
        this.set(ledger.commits.length);
      },
    });
    ledger.onOutcome = ({ acked, rejected }) => {
      this.#events.inc({ outcome: 'acknowledged' }, acked.length);
      this.#events.inc({ outcome: 'rejected' }, rejected.length);
    };
  }

  /** Notes one answered request. @param route its pattern, so that ids make no series of their own */
  note(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  /**
   * `/healthz`, `/readyz`, `/metrics`.
   * @param refusal why somebody may not see the figures; null where they may
   */
  routes(refusal: (request: Request) => Promise<Response | null> = () => Promise.resolve(null)): Hono {
    const routes = new Hono();
    routes.get('/healthz', (context) => context.json({ status: 'ok' }));
    routes.get('/readyz', () => this.#ready());
    routes.get('/metrics', async (context) => {
      const refused = await refusal(context.req.raw);
      const { contentType } = this.#registry;
      return refused ?? context.body(await this.#registry.metrics(), 200, { 'Content-Type': contentType });
    });
    return routes;
  }

  async #ready(): Promise<Response> {
    if (this.ledger.isStopping) return problem(503, 'Not ready', 'The server is stopping.');
    try {
      await this.ledger.store.check();
      return Response.json({ status: 'ready' });
    } catch (error) {
      return problem(503, 'Not ready', error instanceof Error ? error.message : String(error));
    }
  }
}

/** The pattern of the route that answered, or one word for all that has none. */
export function answeredRoute(context: Parameters<typeof matchedRoutes>[0]): string {
  const patterns = matchedRoutes(context).map(({ path }) => path);
  return patterns.findLast((path) => !path.includes('*')) ?? 'none';
}
