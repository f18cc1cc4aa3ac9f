import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Board } from '../../src/curation/board/Board';
import type { ApiEnv } from '../api/ApiEnv';
import { createApi } from '../api/createApi';
import { jsonAnswer } from '../api/jsonAnswer';
import { principalOf } from '../api/principalOf';
import { ProblemError } from '../api/ProblemError';
import { planFolders } from '../curation/plan/planFolders';
import { BoardStreams } from './BoardStreams';
import { PairExplainer } from './PairExplainer';
import { PlanFolders } from './PlanFolders';
import { explainPairOfPlan, followBoard, getBoard, listPlans } from './planRoutes';

/** The part of the API that is about plans of curation, over the folders that `assay curate` keeps below the data folder. */
export class PlanRooms {
  readonly #folders: PlanFolders;
  readonly #explainer = new PairExplainer();

  constructor(
    dataFolder: string,
    private readonly streams = new BoardStreams(),
  ) {
    this.#folders = new PlanFolders(planFolders(dataFolder));
  }

  get parts(): OpenAPIHono<ApiEnv>[] {
    const api = createApi();
    api.openapi(listPlans, async (context) =>
      jsonAnswer({ plans: await this.#folders.list(context.req.valid('param').projectId) }),
    );
    api.openapi(getBoard, async (context) => {
      const { projectId, plan } = context.req.valid('param');
      return jsonAnswer(await this.#board(projectId, plan));
    });
    api.openapi(followBoard, async (context) => {
      const { projectId, plan } = context.req.valid('param');
      await this.#board(projectId, plan);
      const lastId = context.req.valid('header')['last-event-id'] ?? null;
      const look = () => this.#folders.board(projectId, plan);
      return this.streams.open(look, principalOf(context).id, lastId, context.req.raw.signal);
    });
    api.openapi(explainPairOfPlan, async (context) => {
      const { projectId, plan, pair } = context.req.valid('param');
      const board = await this.#board(projectId, plan);
      const found = await this.#explainer.explain(this.#folders.folderOf(plan), board, pair);
      if (found === null)
        throw new ProblemError(404, 'No such pair', `No finished step of ${plan} has a pair ${pair}.`);
      return jsonAnswer(found);
    });
    return [api];
  }

  /** Lets everybody go who follows a board. */
  stop(): void {
    this.streams.stop();
  }

  async #board(project: string, plan: string): Promise<Board> {
    const board = await this.#folders.board(project, plan);
    if (board !== null) return board;
    throw new ProblemError(
      404,
      'No such plan',
      `The project ${project} has no plan ${plan} in this server's data folder.`,
    );
  }
}
