import { createHmac } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { canonicalJson } from '../../../contracts/canonical-json.ts';

interface TaggedReply {
  header(name: string, value: string): unknown;
  readonly request: FastifyReply['request'];
}

/** Marks an answer with a hash of its content; true when the client's If-None-Match says it has just that. */
export function tagged(reply: TaggedReply, content: unknown): boolean {
  // Salted: the bare hash of an answer would let guesses of what is masked in it be checked.
  const hash = createHmac('sha256', reply.request.etagSalt).update(canonicalJson(content));
  const etag = `"${hash.digest('base64url')}"`;
  reply.header('etag', etag);
  const known = reply.request.headers['if-none-match'] ?? '';
  return known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
