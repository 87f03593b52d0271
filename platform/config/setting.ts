import { z } from 'zod';

/** Marks a leaf of the configuration: its description is the documentation, secrets are never shown. */
export function setting<T extends z.ZodType>(schema: T, description: string): T {
  return schema.meta({ description });
}

/** A setting whose value is hidden in every output and may be given as a file (…_FILE). */
export function secretSetting<T extends z.ZodType>(schema: T, description: string): T {
  return schema.meta({ description, secret: true });
}

/** A group of settings; every one of them has a default or may be missing. */
export function section<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape).prefault({} as z.input<z.ZodObject<T, z.core.$strict>>);
}
