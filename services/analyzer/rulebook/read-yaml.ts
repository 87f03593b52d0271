import { isMap, isNode, isPair, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { explainIssue, fieldNames } from './explain-issue.ts';
import { problem, type RulebookProblem } from './problem.ts';

export interface ReadYaml<T> {
  readonly value: T;
  /** The 1-based line of a path in the file, or of the nearest parent that has one. */
  lineOf(path: readonly PropertyKey[]): number;
}

export type YamlResult<T> =
  | ({ readonly ok: true } & ReadYaml<T>)
  | { readonly ok: false; readonly problems: readonly RulebookProblem[] };

function lineFinder(root: Node | null, counter: LineCounter) {
  return (path: readonly PropertyKey[]): number => {
    let node: unknown = root;
    let line = 1;
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isPair(item) && String(item.key) === String(key));
        if (!pair) break;
        if (isNode(pair.key) && pair.key.range) line = counter.linePos(pair.key.range[0]).line;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(key)];
      } else break;
      if (isNode(node) && node.range && isSeq(node) === false) line = counter.linePos(node.range[0]).line;
    }
    return line;
  };
}

/** Parses one YAML file against a schema; every complaint names file, line and the mend. */
export function readYaml<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
): YamlResult<z.output<S>> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((error) =>
        problem(
          file,
          counter.linePos(error.pos[0]).line || 1,
          'yaml',
          `YAML 写法有误：${error.message}`,
          `not valid YAML: ${error.message}`,
        ),
      ),
    };
  }
  const lineOf = lineFinder(document.contents, counter);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { ok: true, value: parsed.data, lineOf };
  const names = [...fieldNames(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))];
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => {
      const at = issue.path.map(String).join('.') || '(file)';
      const told = explainIssue(issue, names);
      const [misspelt] = issue.code === 'unrecognized_keys' ? issue.keys : [];
      const path = misspelt === undefined ? issue.path : [...issue.path, misspelt];
      return problem(file, lineOf(path), 'schema', `字段 ${at}：${told.zh}`, `field ${at}: ${told.en}`);
    }),
  };
}
