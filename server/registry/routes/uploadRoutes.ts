import { z } from '@hono/zod-openapi';
import { answers } from '../../api/answers';
import { apiRoute } from '../../api/apiRoute';
import { jsonBody } from '../../api/jsonBody';
import { modelCurators } from './registryRoutes';
import { manifestBody, uploadBody, uploadFileParams, uploadParams, uploadStateBody } from './schemas';

/** The registry's routes for models that are being sent. */

const problems = {
  404: 'No such upload',
  422: 'It breaks a rule, or is no checkpoint that Assay runs',
  503: 'Not now',
};

export const beginUpload = apiRoute(
  {
    method: 'post',
    path: '/models/uploads',
    summary: 'Announce a checkpoint: its name and its files with their digests. The same plan again goes on with it',
    request: { body: jsonBody(uploadBody) },
    responses: answers('The upload, with what is here already', uploadStateBody, {
      422: problems[422],
      429: 'Too many uploads are open',
      503: problems[503],
      507: 'No room',
    }),
  },
  modelCurators,
);

export const getUpload = apiRoute(
  {
    method: 'get',
    path: '/models/uploads/{upload}',
    summary: 'How an upload stands',
    request: { params: uploadParams },
    responses: answers('The upload', uploadStateBody, problems),
  },
  modelCurators,
);

export const putFile = apiRoute(
  {
    method: 'put',
    path: '/models/uploads/{upload}/files/{file}',
    summary: 'Send a file whole, or the bytes of its Content-Range: they begin where those that are here end',
    request: {
      params: uploadFileParams,
      headers: z.object({ 'content-range': z.string().max(100).optional() }),
      body: { content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } },
    },
    responses: answers('The upload', uploadStateBody, {
      ...problems,
      409: 'Other bytes are awaited: the state says which',
      413: 'More than was announced',
    }),
  },
  modelCurators,
);

export const commitUpload = apiRoute(
  {
    method: 'post',
    path: '/models/uploads/{upload}/commit',
    summary: 'Register what was sent as a version: all or nothing',
    request: { params: uploadParams },
    responses: answers('The manifest of the version', manifestBody, { ...problems, 409: 'Files are missing' }),
  },
  modelCurators,
  'model.publish',
);

export const cancelUpload = apiRoute(
  {
    method: 'delete',
    path: '/models/uploads/{upload}',
    summary: 'Give an upload up',
    request: { params: uploadParams },
    responses: answers('What was given up', z.object({ id: z.string() }), { ...problems, 409: 'A file is being sent' }),
  },
  modelCurators,
);
