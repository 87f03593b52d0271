/** A path for people, for example turns[3].speaker; $ is the whole value. */
export function fieldPath(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : named(String(key)))).join('');
  return text === '' ? '$' : text.replace(/^\./, '');
}

/** The value at a path, or undefined where there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (parent, key) =>
      typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key)
        ? Reflect.get(parent, key)
        : undefined,
    value,
  );
}

function named(key: string): string {
  const short = key.length > 80 ? `${key.slice(0, 80)}…` : key;
  return /^[A-Za-z_][\w-]*$/.test(short) ? `.${short}` : `[${JSON.stringify(short)}]`;
}
