import type { CallFilter } from '../../../contracts/call-search.ts';
import { isBound, type SaidQuestion, saidQuestion } from '../said-question.ts';
import { type NearPhrases, type SearchPhrase, wordPairs } from '../search-phrases.ts';

/** A clause of OpenSearch's query language. */
export type Clause = Readonly<Record<string, unknown>>;

/** The query over the calls family for a filter; semantics in contracts/call-search.ts. Only phrases score. */
export function filterQuery(filter: CallFilter): Clause {
  const question = saidQuestion(filter);
  if (question === 'nothing') return { match_none: {} };
  return {
    bool: {
      must: (question?.phrases ?? []).map((phrase) => isPhrase(TEXT, phrase)),
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
        ...(question === null ? [] : saidClauses(question)),
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
    ...anyOf('findings.reviewer', filter.reviewer),
  ];
  if (conditions.length === 0) return [];
  const query = { bool: { filter: [...equal('findings.shown', true), ...conditions] } };
  return [{ nested: { path: 'findings', query } }];
}

const TEXT = 'transcript.turns.text';

/** What must hold beside the phrases: what is near, and all of it in turns of who and when is asked for. */
function saidClauses(question: SaidQuestion): Clause[] {
  const { phrases, near, by, beforeMs } = question;
  if (!isBound(question)) return near.map((one) => isNear(TEXT, one));
  const where = [
    ...anyOf('spoken.by', by ?? undefined),
    ...(beforeMs === null ? [] : [{ range: { 'spoken.startMs': { lt: beforeMs } } }]),
  ];
  const inTurn = (said: readonly Clause[]): Clause => ({
    nested: { path: 'spoken', query: { bool: { filter: [...where, ...said] } } },
  });
  const said = [
    ...phrases.map((phrase) => isPhrase('spoken.text', phrase)),
    ...near.map((one) => isNear('spoken.text', one)),
  ];
  return said.length === 0 ? [inTurn([])] : said.map((one) => inTurn([one]));
}

/** Phrases arrive as the index has them: single words, or runs of pairs. */
function isPhrase(field: string, phrase: SearchPhrase): Clause {
  const query = phrase.length === 1 ? phrase[0] : wordPairs(phrase).join(' ');
  return { match_phrase: { [field]: { query } } };
}

/** Over single words, whose places say how many lie between. */
function isNear(field: string, { phrases, between }: NearPhrases): Clause {
  const intervals = phrases.map((phrase) => ({
    match: { query: phrase.join(' '), mode: 'ordered', max_gaps: 0 },
  }));
  return { intervals: { [field]: { all_of: { mode: 'unordered', max_gaps: between, intervals } } } };
}
