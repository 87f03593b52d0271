import type { CallFilter } from '../../../contracts/call-search.ts';
import { searchPhrases, wordPairs } from '../search-phrases.ts';

/** A clause of OpenSearch's query language. */
export type Clause = Readonly<Record<string, unknown>>;

/** The query over the calls family for a filter; semantics in contracts/call-search.ts. Only phrases score. */
export function filterQuery(filter: CallFilter): Clause {
  const { must, none } = phraseClauses(filter.text);
  if (none) return { match_none: {} };
  return {
    bool: {
      must,
      filter: [
        ...interval(filter),
        ...anyOf('record.collectorId', filter.collector),
        ...noneOf('record.collectorId', filter.notCollector),
        ...anyOf('record.team', filter.team),
        ...anyOf('record.agency', filter.agency),
        ...anyOf('record.language', filter.language),
        ...equal('record.debtorId', filter.debtor),
        ...equal('record.caseId', filter.case),
        ...equal('record.flagged', filter.flagged),
        ...equal('record.sampled', filter.sampled),
        ...oneFinding(filter),
      ],
    },
  };
}

export function equal(field: string, value: string | boolean | undefined): Clause[] {
  return value === undefined ? [] : [{ term: { [field]: value } }];
}

/** A half-open interval of startedAt in epoch milliseconds. */
export function startedWithin(fromMs: number | undefined, toMs: number | undefined): Clause[] {
  const bounds = { ...(fromMs !== undefined && { gte: fromMs }), ...(toMs !== undefined && { lt: toMs }) };
  return Object.keys(bounds).length === 0 ? [] : [{ range: { 'record.startedAtMs': bounds } }];
}

function interval({ from, to }: CallFilter): Clause[] {
  return startedWithin(
    from === undefined ? undefined : Date.parse(from),
    to === undefined ? undefined : Date.parse(to),
  );
}

export function anyOf(field: string, values: readonly string[] | undefined): Clause[] {
  return values === undefined ? [] : [{ terms: { [field]: values } }];
}

function noneOf(field: string, values: readonly string[] | undefined): Clause[] {
  return values === undefined ? [] : [{ bool: { must_not: [{ terms: { [field]: values } }] } }];
}

function oneFinding(filter: CallFilter): Clause[] {
  const conditions = [
    ...anyOf('findings.category', filter.category),
    ...anyOf('findings.severity', filter.severity),
    ...anyOf('findings.rule', filter.rule),
    ...anyOf('findings.outcome', filter.outcome),
    ...anyOf('findings.reviewState', filter.reviewState),
    ...anyOf('findings.verdict', filter.verdict),
  ];
  if (conditions.length === 0) return [];
  const query = { bool: { filter: [...equal('findings.shown', true), ...conditions] } };
  return [{ nested: { path: 'findings', query } }];
}

/** Phrases arrive as the index has them: single words, or runs of pairs. */
function phraseClauses(text: string | undefined): { must: Clause[]; none: boolean } {
  if (text === undefined) return { must: [], none: false };
  const phrases = searchPhrases(text);
  const must = phrases.map((phrase) => {
    const query = phrase.length === 1 ? phrase[0] : wordPairs(phrase).join(' ');
    return { match_phrase: { 'transcript.turns.text': { query } } };
  });
  return { must, none: must.length === 0 };
}
