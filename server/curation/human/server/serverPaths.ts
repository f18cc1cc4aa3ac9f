/** The addresses of a project's tasks and data sets, from the server's root. */
export const serverPaths = {
  project: (project: string) => `/v1/projects/${encodeURIComponent(project)}`,
  dataSets: (project: string) => `${serverPaths.project(project)}/data-sets`,
  tasks: (project: string) => `${serverPaths.project(project)}/tasks`,
  task: (project: string, task: string) => `${serverPaths.tasks(project)}/${encodeURIComponent(task)}`,
};
