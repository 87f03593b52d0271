import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'callwarden_session';

export interface SessionCookie {
  /** The session's token; null without a cookie or with one that this installation has not signed. */
  read(request: FastifyRequest): string | null;
  set(request: FastifyRequest, reply: FastifyReply, token: string): void;
  clear(request: FastifyRequest, reply: FastifyReply): void;
}

/** Signed, out of scripts' reach, not sent along by other sites' forms, Secure when the client came by HTTPS. */
export function createSessionCookie(maxAgeMs: number): SessionCookie {
  const attributes = ({ protocol }: FastifyRequest) =>
    ({ path: '/', httpOnly: true, sameSite: 'lax', secure: protocol === 'https' }) as const;

  return {
    read(request) {
      const cookie = request.cookies[NAME];
      if (cookie === undefined) return null;
      const { valid, value } = request.unsignCookie(cookie);
      return valid ? value : null;
    },
    set(request, reply, token) {
      const maxAge = Math.floor(maxAgeMs / 1_000);
      reply.setCookie(NAME, token, { ...attributes(request), maxAge, signed: true });
    },
    clear(request, reply) {
      reply.clearCookie(NAME, attributes(request));
    },
  };
}
