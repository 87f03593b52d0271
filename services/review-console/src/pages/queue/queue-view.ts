import { readFilter } from '../../filters/call-filter.ts';

export const SHOWS = ['open', 'reviewed', 'all'] as const;
export type Show = (typeof SHOWS)[number];

export const SORTS = ['severity', 'oldest', 'newest'] as const;
export type Sort = (typeof SORTS)[number];

const STATES = {
  open: ['new', 'claimed', 'reopened'],
  reviewed: ['reviewed', 'appealed', 'closed'],
} as const;

/** What the address says about the queue: which calls, in which order. Equal addresses share one cached list. */
export function queueView(params: URLSearchParams) {
  const show = SHOWS.find((one) => one === params.get('show')) ?? 'open';
  const sort = SORTS.find((one) => one === params.get('sort')) ?? 'severity';
  const filter = readFilter(params);
  const states = show === 'all' || filter.reviewState ? {} : { reviewState: [...STATES[show]] };
  return { show, sort, filter: { flagged: true, ...states, ...filter } };
}

/** The part of an address that makes the queue, to be carried along to a call and back. */
export function queueAddress(params: URLSearchParams): string {
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
