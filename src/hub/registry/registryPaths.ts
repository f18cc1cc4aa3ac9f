/** The registry's addresses, from the server's root. A version is its number or one of its tags. */
export const registryPaths = {
  models: () => '/v1/models',
  model: (name: string) => `/v1/models/${encodeURIComponent(name)}`,
  version: (name: string, version: number | string) =>
    `${registryPaths.model(name)}/versions/${encodeURIComponent(String(version))}`,
  file: (name: string, version: number | string, path: string) =>
    `${registryPaths.version(name, version)}/files/${encodeURIComponent(path)}`,
  tag: (name: string, tag: string) => `${registryPaths.model(name)}/tags/${encodeURIComponent(tag)}`,
  uploads: () => '/v1/models/uploads',
  upload: (id: string) => `/v1/models/uploads/${encodeURIComponent(id)}`,
  uploadFile: (id: string, path: string) => `${registryPaths.upload(id)}/files/${encodeURIComponent(path)}`,
  commit: (id: string) => `${registryPaths.upload(id)}/commit`,
};
