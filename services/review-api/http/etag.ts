import type { FastifyReply } from 'fastify';
import { contentHash } from '../../../contracts/canonical-json.ts';

interface TaggedReply {
  header(name: string, value: string): unknown;
  readonly request: FastifyReply['request'];
}

/** Marks an answer with the hash of its content; true when the client's If-None-Match says it has just that. */
export function tagged(reply: TaggedReply, content: unknown): boolean {
  const etag = `"${contentHash(content)}"`;
  reply.header('etag', etag);
  const known = reply.request.headers['if-none-match'] ?? '';
  return known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
