import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const NAME = 'callwarden_oidc';
const PATH = '/v1/oidc';
const MAX_AGE_SECONDS = 600;

const Pending = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});
/** A sign-in that is under way at the provider, and where the browser goes after it. */
export type Pending = z.infer<typeof Pending>;

/** In the browser that began it, signed, for ten minutes: an answer in another browser is worth nothing. */
export const pendingCookie = {
  set(request: FastifyRequest, reply: FastifyReply, pending: Pending): void {
    reply.setCookie(NAME, Buffer.from(JSON.stringify(pending)).toString('base64url'), {
      ...attributes(request),
      maxAge: MAX_AGE_SECONDS,
      signed: true,
    });
  },
  /** Null without one, with one of another installation, or broken. */
  take(request: FastifyRequest, reply: FastifyReply): Pending | null {
    const { valid, value } = request.unsignCookie(request.cookies[NAME] ?? '');
    reply.clearCookie(NAME, attributes(request));
    if (!valid || value === null) return null;
    return Pending.parse(JSON.parse(Buffer.from(value, 'base64url').toString()));
  },
};

function attributes({ protocol }: FastifyRequest) {
  return { path: PATH, httpOnly: true, sameSite: 'lax', secure: protocol === 'https' } as const;
}
