/** The addresses of a project's plans of curation, from the server's root. */
export const curationPaths = {
  list: (project: string) => `/v1/projects/${encodeURIComponent(project)}/curation`,
  board: (project: string, plan: string) => `${curationPaths.list(project)}/${encodeURIComponent(plan)}`,
  changes: (project: string, plan: string) => `${curationPaths.board(project, plan)}/changes`,
  pair: (project: string, plan: string, pair: string) =>
    `${curationPaths.board(project, plan)}/pairs/${encodeURIComponent(pair)}`,
};
