/** JSON with one line an entry, sorted, so that two people's changes meet only where they touch the same rule. */
export function formatEntries(blocks: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  const told = Object.entries(blocks).map(([name, entries]) => {
    const lines = Object.entries(entries)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    return `  ${JSON.stringify(name)}: ${lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`}`;
  });
  return `{\n${told.join(',\n')}\n}\n`;
}
