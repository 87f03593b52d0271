import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import type { ConfigProblem } from './config-error.ts';

/** A value written in the file, under the dotted name it was written at. */
export interface FileEntry {
  readonly name: string;
  readonly value: unknown;
  /** File and line, for example callwarden.yaml:12. */
  readonly source: string;
}

export interface FileContent {
  readonly entries: readonly FileEntry[];
  readonly problems: readonly ConfigProblem[];
}

/** Reads a YAML file of settings. A file that is absent is empty unless `required`. */
export function readConfigFile(path: string, required: boolean): FileContent {
  const file = basename(path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown fault' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !required) return { entries: [], problems: [] };
    return broken(
      'CONFIG_FILE_UNREADABLE',
      path,
      `can't be read (${code})`,
      'Give the path of a readable file.',
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const where = `${file}:${fault.linePos?.[0].line ?? 1}`;
    return broken('CONFIG_FILE_NOT_YAML', where, `is not YAML (${fault.code})`, 'Correct the line.');
  }
  if (document.contents === null) return { entries: [], problems: [] };
  if (!isMap(document.contents)) {
    return broken(
      'CONFIG_FILE_NOT_YAML',
      `${file}:1`,
      'is not a map of settings',
      'Write one as http: {port: 8080}.',
    );
  }
  const locate = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  return { entries: flatten(document, document.contents, [], locate), problems: [] };
}

function flatten(
  document: Document,
  map: YAMLMap,
  path: readonly string[],
  locate: (offset: number) => string,
): FileEntry[] {
  return map.items.flatMap((pair) => {
    const key = isScalar(pair.key) ? pair.key : null;
    const name = [...path, String(key?.value ?? pair.key)];
    if (isMap(pair.value)) return flatten(document, pair.value, name, locate);
    const value: unknown = isNode(pair.value) ? pair.value.toJS(document) : null;
    return [{ name: name.join('.'), value, source: locate(key?.range?.[0] ?? 0) }];
  });
}

function broken(code: ConfigProblem['code'], source: string, reason: string, mend: string): FileContent {
  return { entries: [], problems: [{ code, setting: 'the configuration file', source, reason, mend }] };
}
