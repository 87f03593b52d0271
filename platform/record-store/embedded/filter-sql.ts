import type { SQLInputValue } from 'node:sqlite';
import type { CallFilter } from '../../../contracts/call-search.ts';
import { isBound, saidQuestion } from '../said-question.ts';
import { matchExpression } from './full-text.ts';

/** A piece of SQL with its values, in order. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

/** The condition on `calls c` for a filter; semantics in contracts/call-search.ts. */
export function filterSql(filter: CallFilter): Sql {
  return allOf([
    ...compare('c.started_at_ms >= ?', filter.from && Date.parse(filter.from)),
    ...compare('c.started_at_ms < ?', filter.to && Date.parse(filter.to)),
    ...anyOf('c.collector_id', filter.collector),
    ...noneOf('c.collector_id', filter.notCollector),
    ...anyOf('c.team', filter.team),
    ...anyOf('c.agency', filter.agency),
    ...anyOf('c.language', filter.language),
    ...compare('c.debtor_id = ?', filter.debtor),
    ...compare('c.case_id = ?', filter.case),
    ...compare('c.flagged = ?', filter.flagged === undefined ? undefined : Number(filter.flagged)),
    ...compare('c.sampled = ?', filter.sampled === undefined ? undefined : Number(filter.sampled)),
    ...findingSql(filter),
    ...saidSql(filter),
  ]);
}

export function allOf(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return { text: 'TRUE', values: [] };
  return {
    text: conditions.map(({ text }) => text).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

function findingSql(filter: CallFilter): Sql[] {
  const conditions = [
    ...anyOf('f.category', filter.category),
    ...anyOf('f.severity', filter.severity),
    ...anyOf('f.rule', filter.rule),
    ...anyOf('f.outcome', filter.outcome),
    ...anyOf('f.review_state', filter.reviewState),
    ...anyOf('f.verdict', filter.verdict),
    ...anyOf("json_extract(f.review, '$.reviewer')", filter.reviewer),
  ];
  if (conditions.length === 0) return [];
  const { text, values } = allOf(conditions);
  return [{ text: `c.id IN (SELECT f.call FROM findings f WHERE f.shown = 1 AND ${text})`, values }];
}

/** The index finds calls that say all of it; who says it, when and how near is read in them. */
function saidSql(filter: CallFilter): Sql[] {
  const question = saidQuestion(filter);
  if (question === null) return [];
  if (question === 'nothing') return [{ text: 'FALSE', values: [] }];
  const phrases = [...question.phrases, ...question.near.flatMap((near) => near.phrases)];
  const match = phrases.map(matchExpression).join(' AND ');
  const reads = isBound(question) || question.near.length > 0;
  return [
    ...compare(
      'c.id IN (SELECT rowid FROM call_text WHERE call_text MATCH ?)',
      phrases.length === 0 ? undefined : match,
    ),
    ...compare('is_said(c.transcript, ?)', reads ? JSON.stringify(question) : undefined),
  ];
}

export function compare(condition: string, value: SQLInputValue | undefined): Sql[] {
  return value === undefined ? [] : [{ text: condition, values: [value] }];
}

export function anyOf(column: string, values: readonly string[] | undefined): Sql[] {
  if (values === undefined) return [];
  return [{ text: `${column} IN (${values.map(() => '?').join(', ')})`, values }];
}

function noneOf(column: string, values: readonly string[] | undefined): Sql[] {
  if (values === undefined) return [];
  return [{ text: `${column} NOT IN (${values.map(() => '?').join(', ')})`, values }];
}
