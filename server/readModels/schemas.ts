import { z } from '@hono/zod-openapi';
import { defaultOptions, labelChoices, type LabelChoice } from '../../src/pairs/export/ExportOptions';
import { profiles, type ProfileName } from '../../src/pairs/export/profiles/profiles';
import { foldNames } from '../../src/verdicts/folds/FoldName';
import { projectParams } from '../projects/schemas';

/** What the routes of labels, agreement, progress and exports take and give. */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
const count = z.number().int().min(0);
const position = z.number().int().min(0).describe('The place in the ledger up to which this is folded');

export const mostLabels = 1000;
export const labelsQuery = z.object({ after: sha256.optional() });
export const scopeQuery = z.object({ dataSet: sha256.optional() });

const label = z.object({
  pair: sha256,
  choice: z.unknown().openapi({ type: 'object', description: 'src/verdicts/VerdictEvent.ts: Choice' }),
  gold: z.boolean(),
  events: z.array(z.string()).describe('Ids of the events in force, oldest first'),
});
export const labelsBody = z
  .object({ position, labels: z.array(label), next: sha256.nullable().describe('The last pair, where there are more') })
  .openapi('Labels');

const report = z.unknown().openapi({ type: 'object', description: 'src/verdicts/people/PeopleReport.ts' });
export const agreementBody = z.object({ position, report }).openapi('Agreement');

export const progressBody = z
  .object({
    position,
    people: z
      .array(z.object({ person: z.string(), judged: count, votes: count, tasks: z.record(z.string(), count) }))
      .describe('Your own row only, unless you curate'),
  })
  .openapi('Progress');

const flag = z.enum(['true', 'false']);
const names = <Name extends string>(given: Record<Name, unknown>) => Object.keys(given) as [Name, ...Name[]];

export const exportQuery = z.object({
  dataSet: z.union([sha256, z.array(sha256).max(20)]).describe('Whose pairs leave'),
  labels: z.enum(names<LabelChoice>(labelChoices)).default(defaultOptions.labels),
  annotators: z.enum(foldNames).default(defaultOptions.annotators),
  softLabels: flag.default('false'),
  provenance: flag.default('true'),
  name: z
    .string()
    .regex(/^[\p{L}\p{N}_][\p{L}\p{N}._-]{0,99}$/u, 'must be letters, digits, ".", "_" and "-"')
    .optional(),
});
export const exportParams = projectParams.extend({ profile: z.enum(names<ProfileName>(profiles)) });
