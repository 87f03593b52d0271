import { z } from 'zod';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import { CueFile } from '../../../contracts/cues.ts';
import { Guard, ParameterFile, Rule, TermList } from '../../../contracts/rule.ts';
import type { LexiconFiles } from '../rulebook/load-rulebook.ts';
import { type CheckProblem, error } from './check-problem.ts';

/** What editors complete rule files with. */
const SCHEMAS = {
  'schema/rule.schema.json': Rule,
  'schema/terms.schema.json': TermList,
  'schema/guard.schema.json': Guard,
  'schema/cues.schema.json': CueFile,
  'schema/parameters.schema.json': ParameterFile,
} as const;

/** The committed JSON Schemas say what the contracts say. A folder without any schema (an agency's own) needs none. */
export function checkSchemas(files: LexiconFiles): CheckProblem[] {
  if (![...files.keys()].some((path) => path.startsWith('schema/'))) return [];
  return Object.entries(SCHEMAS).flatMap(([path, schema]) => {
    const expected = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    return isEqual(files.get(path), expected)
      ? []
      : [
          error(
            path,
            1,
            'schema-stale',
            '这个 JSON Schema 与 contracts 不一致；请运行 npm run schemas',
            'this JSON Schema is not what the contracts say; run npm run schemas',
          ),
        ];
  });
}

function isEqual(text: string | undefined, expected: unknown): boolean {
  try {
    return text !== undefined && canonicalJson(JSON.parse(text)) === canonicalJson(expected);
  } catch {
    return false;
  }
}
