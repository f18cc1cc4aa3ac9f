import { z } from '@hono/zod-openapi';
import { oneLine } from '../api/oneLine';
import { projectParams } from '../projects/schemas';

/** What the routes of data sets take and give. */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
const count = z.number().int().min(0);
/** Of a file or a data set. */
const fileName = oneLine(200);

export const mostPairs = 200;
export const dataSetParams = projectParams.extend({ dataSetId: sha256 });
export const newDataSetQuery = z.object({ file: fileName, name: fileName.optional() });

const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().max(most));

export const pairsQuery = z.object({
  from: wholeNumber(999_999_999).optional(),
  limit: wholeNumber(mostPairs).optional(),
});

export const dataSetBody = z
  .object({
    id: sha256.describe('sha256 of the file as it was given'),
    name: z.string(),
    file: z.string(),
    bytes: count,
    format: z.string(),
    items: count,
    pairs: count,
    addedAt: z.string(),
    addedBy: z.string(),
    retiredAt: z.string().nullable(),
  })
  .openapi('DataSet');

export type DataSetInfo = z.infer<typeof dataSetBody>;

const report = z
  .unknown()
  .openapi({ type: 'object', description: 'src/pairs/ImportReport.ts: what became of every row' });

export const dataSetListBody = z.object({ dataSets: z.array(dataSetBody) }).openapi('DataSetList');
export const manifestBody = dataSetBody.extend({ report }).openapi('DataSetManifest');

const pair = z.unknown().openapi({ type: 'object', description: 'src/pairs/Pair.ts' });
export const pairsBody = z.object({ total: count, from: count, pairs: z.array(pair) }).openapi('PairsPage');
