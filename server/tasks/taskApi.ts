import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Role } from '../access/Role';
import type { ApiEnv } from '../api/ApiEnv';
import { attachmentHeader } from '../api/attachmentHeader';
import { createApi } from '../api/createApi';
import { jsonAnswer } from '../api/jsonAnswer';
import { principalOf } from '../api/principalOf';
import type { DataSetFiles } from '../dataSets/DataSetFiles';
import type { ProjectStore } from '../projects/ProjectStore';
import { personOfClient } from '../readModels/personOfClient';
import type { ProjectTasks, TaskViewer } from './ProjectTasks';
import { disputedIn } from './disputedIn';
import { labelsOf, linesOf } from './pairTexts';
import {
  closeTask,
  createTask,
  getDisputedPairs,
  getTaskLabels,
  getTaskPairs,
  listTasks,
  releaseReservation,
  renewReservation,
  reservePairs,
} from './taskRoutes';

/** The part of the API that is about tasks: what there is to judge, and who takes what of it. */
export function taskApi(projects: ProjectStore, tasks: ProjectTasks, files: DataSetFiles): OpenAPIHono<ApiEnv> {
  const api = createApi();
  api.openapi(listTasks, async (context) => {
    const person = personIn(context, context.req.valid('query').client);
    const { projectId } = context.req.valid('param');
    return jsonAnswer({ tasks: await tasks.list(projectId, viewerIn(context, projectId, person)) });
  });
  api.openapi(createTask, async (context) => {
    const { projectId: project } = context.req.valid('param');
    const { pairs, ...given } = context.req.valid('json');
    const madeBy = principalOf(context).id;
    const id = await tasks.create({ ...given, project, selection: pairs ?? null, madeBy });
    return jsonAnswer(await tasks.task(project, id, viewerIn(context, project, madeBy)));
  });
  api.openapi(closeTask, async (context) => {
    const { projectId, taskId } = context.req.valid('param');
    await tasks.close(projectId, taskId);
    return jsonAnswer(await tasks.task(projectId, taskId, viewerIn(context, projectId, principalOf(context).id)));
  });
  addReservationRoutes(api, tasks);
  api.openapi(getTaskPairs, async (context) => {
    const { projectId, taskId } = context.req.valid('param');
    const person = personIn(context, context.req.valid('query').client);
    const { row } = await tasks.open(projectId, taskId);
    const given = await tasks.givenTo(projectId, taskId, person);
    return textsAnswer(row.name, await linesOf(files, row.data_set, given));
  });
  api.openapi(getDisputedPairs, async (context) => {
    const { projectId, taskId } = context.req.valid('param');
    const { row, board, fold } = await tasks.open(projectId, taskId);
    const disputed = disputedIn(fold, board);
    return textsAnswer(`${row.name}, disputed`, await linesOf(files, row.data_set, disputed));
  });
  api.openapi(getTaskLabels, async (context) => {
    const { projectId, taskId } = context.req.valid('param');
    const person = personIn(context, context.req.valid('query').client);
    const { settings } = await projects.project(projectId);
    const { row, fold, board } = await tasks.open(projectId, taskId);
    if (settings.reveal === 'nothing') return jsonAnswer({ labels: {} });
    const judged = [...fold.judgedBy(person)].filter((pair) => board.rowOf(pair) !== null);
    return jsonAnswer({ labels: await labelsOf(files, row.data_set, judged) });
  });
  return api;
}

function addReservationRoutes(api: OpenAPIHono<ApiEnv>, tasks: ProjectTasks): void {
  api.openapi(reservePairs, async (context) => {
    const { projectId, taskId, reservationId: id } = context.req.valid('param');
    const { client, size } = context.req.valid('json');
    const person = personIn(context, client);
    await tasks.reserve(projectId, taskId, person, { id, size });
    return jsonAnswer(await tasks.task(projectId, taskId, viewerIn(context, projectId, person)));
  });
  api.openapi(renewReservation, async (context) => {
    const { projectId, taskId, reservationId } = context.req.valid('param');
    const person = personIn(context, context.req.valid('json').client);
    const { row: task } = await tasks.open(projectId, taskId);
    const { row } = await tasks.reservations.reservation(taskId, person, reservationId);
    await tasks.reservations.renew(row, task.reservation_minutes);
    return jsonAnswer(await tasks.task(projectId, taskId, viewerIn(context, projectId, person)));
  });
  api.openapi(releaseReservation, async (context) => {
    const { projectId, taskId, reservationId } = context.req.valid('param');
    const person = personIn(context, context.req.valid('query').client);
    await tasks.open(projectId, taskId);
    const { row } = await tasks.reservations.reservation(taskId, person, reservationId);
    await tasks.reservations.release(row);
    return jsonAnswer(await tasks.task(projectId, taskId, viewerIn(context, projectId, person)));
  });
}

function textsAnswer(name: string, lines: string): Response {
  return new Response(lines, {
    headers: {
      'Content-Type': 'application/jsonl; charset=utf-8',
      'Content-Disposition': attachmentHeader(`${name}.jsonl`),
      'Cache-Control': 'no-store',
    },
  });
}

/** Whose events the client's will be in the ledger. */
function personIn(context: Context<ApiEnv>, client: string): string {
  return personOfClient(client, principalOf(context).id);
}

/** Only who adjudicates learns how many pairs are disputed, and only who judges is told of pairs to take. */
function viewerIn(context: Context<ApiEnv>, project: string, person: string): TaskViewer {
  const principal = principalOf(context);
  const has = (role: Role) => principal.isAdmin || principal.rolesIn(project).has(role);
  return { person, judges: has('annotator'), adjudicates: has('adjudicator') };
}
