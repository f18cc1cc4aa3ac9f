import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../api/ApiEnv';
import { createApi } from '../api/createApi';
import { jsonAnswer } from '../api/jsonAnswer';
import { principalOf } from '../api/principalOf';
import type { ProjectStore } from './ProjectStore';
import {
  addProtocol,
  changeProject,
  createProject,
  getProject,
  getProtocol,
  listProjects,
  listProtocols,
} from './projectRoutes';

/** The part of the API that is about projects and their protocols. */
export function projectApi(projects: ProjectStore): OpenAPIHono<ApiEnv> {
  const api = createApi();
  api.openapi(listProjects, async (context) => {
    const principal = principalOf(context);
    const all = await projects.list();
    return jsonAnswer({ projects: all.filter(({ id }) => principal.isAdmin || principal.rolesIn(id).size > 0) });
  });
  api.openapi(createProject, async (context) => {
    const { id, name, settings } = context.req.valid('json');
    return jsonAnswer(await projects.create(id, name, given(settings)));
  });
  api.openapi(getProject, async (context) => jsonAnswer(await projects.project(context.req.valid('param').projectId)));
  api.openapi(changeProject, async (context) => {
    const { name, settings } = context.req.valid('json');
    return jsonAnswer(await projects.change(context.req.valid('param').projectId, name, given(settings)));
  });
  api.openapi(listProtocols, async (context) =>
    jsonAnswer({ protocols: await projects.protocols(context.req.valid('param').projectId) }),
  );
  api.openapi(getProtocol, async (context) => {
    const { projectId, number } = context.req.valid('param');
    return jsonAnswer(await projects.protocol(projectId, number));
  });
  api.openapi(addProtocol, async (context) => {
    const { projectId } = context.req.valid('param');
    return jsonAnswer(await projects.addProtocol(projectId, context.req.valid('json').text, principalOf(context).id));
  });
  return api;
}

/** What was given, without what was left out. */
function given<Fields extends object>(
  fields: Fields | undefined,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  const entries = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Fields]?: NonNullable<Fields[Name]> };
}
