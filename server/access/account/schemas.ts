import { z } from '@hono/zod-openapi';
import { oneLine } from '../../api/oneLine';
import { roles } from '../Role';

/** What the routes of one's own account take and give. */

/** Secrets that this server made: 43 characters of base64url. */
export const secret = z.string().regex(/^[\w-]{43}$/, 'must be a secret that this server made');
export const personName = oneLine(100);
export const roleList = z.array(z.enum(roles)).max(roles.length);
const time = z.string();

export const personBody = z
  .object({
    id: z.string(),
    name: z.string(),
    isAdmin: z.boolean(),
    /** By project. */
    roles: z.record(z.string(), roleList),
  })
  .openapi('Person');

export const sessionBody = z
  .object({
    mode: z.enum(['local', 'team']),
    /** Null: signed out. */
    person: personBody.nullable(),
    /** How one can sign in; the provider by the name that people know. */
    signIn: z.object({ passkey: z.boolean(), provider: z.string().nullable() }),
  })
  .openapi('Session');

const base64url = z
  .string()
  .max(2000)
  .regex(/^[\w-]*$/, 'must be base64url');

/** What a browser makes or asks of an authenticator; checked by the library that reads it. */
const credential = z
  .object({
    id: base64url,
    rawId: base64url,
    type: z.literal('public-key'),
    clientExtensionResults: z.record(z.string(), z.unknown()),
    authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  })
  .openapi('Credential');

const bytes = z.string().max(20_000);

export const registrationOptionsRequest = z
  .object({ invitation: secret.optional() })
  .openapi('RegistrationOptionsRequest');
export const ceremonyBody = z
  .object({ ceremony: secret, name: z.string().nullable(), options: z.record(z.string(), z.unknown()) })
  .openapi('Ceremony');

export const registrationRequest = z
  .object({
    ceremony: secret,
    response: credential.extend({
      response: z.object({
        ...{ clientDataJSON: bytes, attestationObject: bytes, authenticatorData: bytes.optional() },
        ...{ publicKey: bytes.optional(), publicKeyAlgorithm: z.number().optional() },
        transports: z.array(z.string().max(40)).max(10).optional(),
      }),
    }),
  })
  .openapi('RegistrationRequest');

export const passkeyRequest = z
  .object({
    ceremony: secret,
    response: credential.extend({
      response: z.object({
        ...{ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes, userHandle: bytes.nullish() },
      }),
    }),
  })
  .openapi('PasskeyRequest');

export const providerRequest = z.object({ invitation: secret.optional() }).openapi('ProviderRequest');
export const providerBody = z.object({ address: z.string() }).openapi('ProviderAddress');

export const ownSession = z
  .object({
    ...{ id: z.string(), means: z.string(), browser: z.string(), createdAt: time, seenAt: time, expiresAt: time },
    isThis: z.boolean(),
  })
  .openapi('OwnSession');
export const ownSessionsBody = z.object({ sessions: z.array(ownSession) }).openapi('OwnSessions');
export const sessionParams = z.object({ sessionId: z.string().max(64) });
export const doneBody = z.object({ done: z.literal(true) }).openapi('Done');
