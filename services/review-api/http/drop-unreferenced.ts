interface DocumentWithSchemas {
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

/** Leaves out named schemas that nothing refers to: each is made once as sent and once as answered, few are used as both. */
export function dropUnreferenced<Document extends object>(
  document: Document & DocumentWithSchemas,
): Document {
  const schemas = document.components?.schemas ?? {};
  const { schemas: _all, ...components } = document.components ?? {};
  const used = new Set<string>();
  const queue = referencesIn({ ...document, components });
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    queue.push(...referencesIn(schemas[name]));
  }
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, components: { ...components, schemas: Object.fromEntries(kept) } };
}

function referencesIn(part: unknown): string[] {
  const found = JSON.stringify(part)?.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g) ?? [];
  return [...found].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
