import { z } from 'zod';
import { Transcript } from '../../contracts/transcript.ts';

/** The names of the contract as a tree: what fields an object may have, what a list holds. */
export type FieldTree =
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, FieldTree> }
  | { readonly kind: 'list'; readonly item: FieldTree }
  | { readonly kind: 'value' };

/** The fields of a transcript, taken from its schema. */
export const TRANSCRIPT_FIELDS: FieldTree = fieldTree(Transcript);

function fieldTree(schema: unknown): FieldTree {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return fieldTree(schema.unwrap());
  if (schema instanceof z.ZodArray) return { kind: 'list', item: fieldTree(schema.element) };
  if (!(schema instanceof z.ZodObject)) return { kind: 'value' };
  const fields = Object.entries(schema.shape).map(([name, child]): [string, FieldTree] => [
    name,
    fieldTree(child),
  ]);
  return { kind: 'object', fields: new Map(fields) };
}
