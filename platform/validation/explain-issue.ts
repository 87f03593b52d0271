import type { z } from 'zod';
import type { RejectDetail } from '../../contracts/rejected.ts';
import { nearestName } from '../config/nearest-name.ts';
import { fieldPath, valueAt } from './field-path.ts';

type Issue = z.core.$ZodIssue;

/** A field that was sent though the schema has none of that name. */
export interface MisnamedField {
  readonly path: readonly PropertyKey[];
  /** The absent field that it most likely means. */
  readonly meant: string | null;
}

/**
 * Says what a schema's complaint means: the field, what is wrong, how to mend it. Quotes nothing of the value. An issue
 * made with reportInput says itself what it saw; else it is looked up in the value.
 */
export function explainIssue(
  issue: Issue,
  value: unknown,
  unknown: readonly MisnamedField[] = [],
): RejectDetail {
  const field = fieldPath(issue.path);
  const given = 'input' in issue ? issue.input : valueAt(value, issue.path);
  if (given === undefined && issue.path.length > 0) {
    return { field, reason: 'is required', mend: renamed(issue, unknown) ?? 'add it' };
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        field: fieldPath([...issue.path, ...issue.keys.slice(0, 1)]),
        reason: 'is not a known field',
        mend: 'remove it or correct its name',
      };
    case 'invalid_type':
      return { field, ...wrongType(issue.expected, given) };
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const meant = typeof given === 'string' ? nearestName(given, allowed) : null;
      const mend = meant === null ? 'use one of them' : `did you mean ${meant}?`;
      return { field, reason: `must be one of ${allowed.join(', ')}`, mend };
    }
    case 'too_big':
      if (!issue.message.startsWith('Too ')) break;
      return { field, reason: `must ${amount(issue.origin, 'at most', issue.maximum)}`, mend: 'shorten it' };
    case 'too_small':
      if (!issue.message.startsWith('Too ')) break;
      return { field, reason: `must ${amount(issue.origin, 'at least', issue.minimum)}`, mend: 'correct it' };
  }
  return { field, ...ownWords(issue.message) };
}

/** Messages of the contract read "what is wrong; how to mend it" or "what it must be, for example this". */
function ownWords(message: string): { reason: string; mend: string } {
  const [reason = message, mend] = message.split('; ');
  const example = / for example (.+)$/.exec(reason)?.[1];
  return { reason, mend: mend ?? (example === undefined ? 'correct it' : `write it as in ${example}`) };
}

function renamed(issue: Issue, unknown: readonly MisnamedField[]): string | undefined {
  const key = issue.path.at(-1);
  const parent = fieldPath(issue.path.slice(0, -1));
  const other = unknown.find((field) => field.meant === key && fieldPath(field.path.slice(0, -1)) === parent);
  return other && `rename ${fieldPath(other.path.slice(-1))} to ${String(key)}`;
}

function wrongType(expected: string, given: unknown): { reason: string; mend: string } {
  const reason = `must be ${withArticle(TYPES[expected] ?? expected)}, is ${withArticle(typeOf(given))}`;
  const isNumeric = typeof given === 'string' && given.trim() !== '' && !Number.isNaN(Number(given));
  if (given === null) return { reason, mend: 'give it a value, or leave the field out if it is optional' };
  if (expected === 'string' && typeof given === 'number') return { reason, mend: 'put it in quotes' };
  if (expected === 'number' && isNumeric) return { reason, mend: 'remove the quotes' };
  return { reason, mend: `send ${withArticle(TYPES[expected] ?? expected)}` };
}

const TYPES: Readonly<Record<string, string>> = { int: 'integer', array: 'list', record: 'object' };

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

const withArticle = (noun: string) =>
  noun === 'null' ? noun : `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;

function amount(origin: string, bound: string, size: number | bigint): string {
  if (origin === 'string') return `have ${bound} ${size} characters`;
  return origin === 'array' ? `have ${bound} ${size} items` : `be ${bound} ${size}`;
}
