import type { RejectDetail } from '../../contracts/rejected.ts';
import { nearestName } from '../../platform/config/nearest-name.ts';
import { fieldPath } from '../../platform/validation/field-path.ts';
import { type FieldTree, TRANSCRIPT_FIELDS } from './transcript-fields.ts';

/** Different fields that are told; what comes after is only counted. */
const MAX_TOLD = 20;

/** A field that the contract doesn't have. */
export interface UnknownField {
  /** Where it stands first. */
  readonly path: readonly PropertyKey[];
  /** How often it stands in items of the same list. */
  readonly count: number;
  /** The absent field of the contract that it most likely means. */
  readonly meant: string | null;
}

/** Finds the fields of a transcript, as it was sent, that the contract doesn't know. */
export function findUnknownFields(value: unknown): readonly UnknownField[] {
  const found = new Map<string, UnknownField>();
  visit(value, TRANSCRIPT_FIELDS, [], '', found);
  return [...found.values()];
}

/** As warnings: they are ignored, not refused, so that a sender may be ahead of us. */
export function warnOfUnknownFields(unknown: readonly UnknownField[]): RejectDetail[] {
  return unknown.map(({ path, count, meant }) => ({
    field: fieldPath(path),
    reason: `is not a known field and was ignored${count > 1 ? ` (${count} times)` : ''}`,
    ...(meant === null ? {} : { mend: `did you mean ${meant}?` }),
  }));
}

function visit(
  value: unknown,
  tree: FieldTree,
  path: readonly PropertyKey[],
  place: string,
  found: Map<string, UnknownField>,
): void {
  if (tree.kind === 'list' && Array.isArray(value)) {
    for (const [index, item] of value.entries())
      visit(item, tree.item, [...path, index], `${place}[]`, found);
  }
  if (tree.kind !== 'object' || !isRecord(value)) return;
  for (const [key, child] of Object.entries(value)) {
    const known = tree.fields.get(key);
    if (known !== undefined) visit(child, known, [...path, key], `${place}.${key}`, found);
    else note(key, value, tree.fields, path, `${place}.${key}`, found);
  }
}

function note(
  key: string,
  parent: object,
  fields: ReadonlyMap<string, FieldTree>,
  path: readonly PropertyKey[],
  place: string,
  found: Map<string, UnknownField>,
): void {
  const seen = found.get(place);
  if (seen !== undefined) found.set(place, { ...seen, count: seen.count + 1 });
  else if (found.size < MAX_TOLD) {
    const absent = [...fields.keys()].filter((name) => !Object.hasOwn(parent, name));
    found.set(place, { path: [...path, key], count: 1, meant: nearestName(key, absent) });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
