import type { operations } from '../api/schema.d.ts';

/** Filters of calls as the API takes them. */
export type CallFilter = NonNullable<operations['countCalls']['parameters']['query']>;

export const LIST_FIELDS = [
  'category',
  'severity',
  'outcome',
  'reviewState',
  'verdict',
  'rule',
  'agency',
  'team',
  'collector',
  'language',
] as const;
export type ListField = (typeof LIST_FIELDS)[number];

const TEXT_FIELDS = ['text', 'debtor', 'case', 'from', 'to'] as const;

/** The filter that an address names. What the API doesn't know it refuses, so values are not checked here. */
export function readFilter(params: URLSearchParams): CallFilter {
  const filter: Record<string, unknown> = {};
  for (const field of LIST_FIELDS) {
    const values = params.get(field)?.split(',').filter(Boolean) ?? [];
    if (values.length > 0) filter[field] = values;
  }
  for (const field of TEXT_FIELDS) {
    const value = params.get(field);
    if (value) filter[field] = value;
  }
  for (const field of ['flagged', 'sampled'] as const) {
    const value = params.get(field);
    if (value === 'true' || value === 'false') filter[field] = value === 'true';
  }
  return filter;
}

/** Values of a list field that an address names. */
export const chosen = (params: URLSearchParams, field: string): readonly string[] =>
  params.get(field)?.split(',').filter(Boolean) ?? [];

/** The address with one value of a list field taken in or out. */
export function toggled(params: URLSearchParams, field: string, value: string): URLSearchParams {
  const values = chosen(params, field);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return withField(params, field, next.join(','));
}

/** The address with a field set, or without it when the value is empty. */
export function withField(params: URLSearchParams, field: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (value === '') next.delete(field);
  else next.set(field, value);
  return next;
}
