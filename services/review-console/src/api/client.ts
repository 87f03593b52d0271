import createClient, { type Middleware } from 'openapi-fetch';
import { ApiError } from './api-error.ts';
import type { paths } from './schema.d.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

let csrfToken: string | null = null;

/** What writes of this session must show; told by whoever reads /v1/me. */
export function showCsrfToken(token: string | null): void {
  csrfToken = token;
}

const showCsrf: Middleware = {
  onRequest({ request }) {
    if (csrfToken !== null && !SAFE.has(request.method)) request.headers.set('x-csrf-token', csrfToken);
    return request;
  },
};

/** The typed client of the API, made from its OpenAPI document. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  querySerializer: { array: { style: 'form', explode: false } },
});
api.use(showCsrf);

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of a success; throws an ApiError for everything else. */
export async function bodyOf<T>(call: Promise<Answered<T>>): Promise<T> {
  const answered = await call.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, { detail: String(error) });
  });
  const { data, error, response } = answered;
  if (response.ok) return data as T;
  const problem =
    typeof error === 'object' && error !== null ? { ...error } : { detail: String(error ?? '') };
  throw new ApiError(response.status, problem, response.headers.get('retry-after'));
}
