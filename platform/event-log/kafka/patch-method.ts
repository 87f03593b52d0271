/** A method with its object as an argument. */
export type Method = (self: object, args: readonly unknown[]) => unknown;

const isPatch = Symbol('patch of the event log');

/**
 * Replaces a method of a class by a wrapper around it, once per process however often it is called. Throws when the
 * class or the method is gone, so that an upgrade of its package fails at the start and not in the night.
 */
export function patchMethod(loaded: unknown, name: string, wrap: (original: Method) => Method): void {
  const prototype: unknown = typeof loaded === 'function' ? loaded.prototype : undefined;
  if (typeof prototype !== 'object' || prototype === null) throw moved(name);
  const original: unknown = Reflect.get(prototype, name);
  if (typeof original !== 'function') throw moved(name);
  if (isPatch in original) return;

  const method = wrap((self, args) => Reflect.apply(original, self, args));
  function patch(this: object, ...args: readonly unknown[]): unknown {
    return method(this, args);
  }
  patch[isPatch] = true;
  Reflect.set(prototype, name, patch);
}

function moved(name: string): Error {
  return new Error(`kafkajs is not the release this was written for: no ${name} to patch.`);
}
