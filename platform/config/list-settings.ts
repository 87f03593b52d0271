import { z } from 'zod';
import { Config } from './config-schema.ts';

/** One setting as a person may write it. */
export interface Setting {
  /** Dotted, for example kafka.tls.ca: the name in files, flags and messages. */
  readonly name: string;
  readonly path: readonly string[];
  /** Environment variable, for example CALLWARDEN_KAFKA_TLS_CA. */
  readonly env: string;
  readonly description: string;
  readonly secret: boolean;
  /** How text becomes a value: a list is split at commas. */
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'any';
  readonly schema: z.ZodType;
}

/** Every setting of the product, in the order of the schema. */
export function listSettings(): readonly Setting[] {
  return walk(Config, []);
}

function walk(schema: z.ZodType, path: readonly string[]): Setting[] {
  const group = unwrapSection(schema);
  if (group === null) return [leaf(schema, path)];
  return Object.entries(group.shape).flatMap(([key, child]) => walk(asType(child), [...path, key]));
}

function unwrapSection(schema: z.ZodType): z.ZodObject | null {
  const inner = schema instanceof z.ZodPrefault ? schema.unwrap() : schema;
  return inner instanceof z.ZodObject ? inner : null;
}

function asType(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError('a setting must be a zod type');
}

function leaf(schema: z.ZodType, path: readonly string[]): Setting {
  const meta = schema.meta();
  if (meta?.description === undefined) throw new TypeError(`setting ${path.join('.')} has no description`);
  return {
    name: path.join('.'),
    path,
    env: `CALLWARDEN_${path.map(upperSnake).join('_')}`,
    description: meta.description,
    secret: meta.secret === true,
    kind: kindOf(schema),
    schema,
  };
}

const upperSnake = (key: string) => key.replace(/([A-Z])/g, '_$1').toUpperCase();

function kindOf(schema: z.ZodType): Setting['kind'] {
  const { type } = z.toJSONSchema(schema, { io: 'input' });
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array') return 'list';
  if (type === 'boolean') return 'boolean';
  return type === 'string' ? 'text' : 'any';
}
