import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Analysis } from '../analysis.ts';
import { CallRecord, StoredCall } from '../call-record.ts';
import { QueueEvent } from '../call-work.ts';
import { CueFile } from '../cues.ts';
import { ElementFile } from '../element-words.ts';
import { Finding } from '../finding.ts';
import { LedgerEntry } from '../ledger.ts';
import { Problem } from '../problem.ts';
import { RejectedMessage } from '../rejected.ts';
import { ReviewEvent, VerdictInput } from '../review.ts';
import { Guard, ParameterFile, Rule, TermList } from '../rule.ts';
import { Transcript } from '../transcript.ts';

/** What leaves the project as JSON Schema: messages and records for other systems, lexicon files for editors. */
const CONTRACTS = {
  'contracts/json-schema/transcript.json': Transcript,
  'contracts/json-schema/analysis.json': Analysis,
  'contracts/json-schema/finding.json': Finding,
  'contracts/json-schema/call-record.json': CallRecord,
  'contracts/json-schema/stored-call.json': StoredCall,
  'contracts/json-schema/rejected.json': RejectedMessage,
  'contracts/json-schema/review-event.json': ReviewEvent,
  'contracts/json-schema/queue-event.json': QueueEvent,
  'contracts/json-schema/verdict.json': VerdictInput,
  'contracts/json-schema/problem.json': Problem,
  'contracts/json-schema/ledger-entry.json': LedgerEntry,
  'lexicons/schema/rule.schema.json': Rule,
  'lexicons/schema/terms.schema.json': TermList,
  'lexicons/schema/guard.schema.json': Guard,
  'lexicons/schema/cues.schema.json': CueFile,
  'lexicons/schema/elements.schema.json': ElementFile,
  'lexicons/schema/parameters.schema.json': ParameterFile,
} as const;

const root = new URL('../../', import.meta.url);
const isCheck = process.argv.includes('--check');
const stale: string[] = [];

for (const [path, schema] of Object.entries(CONTRACTS)) {
  const text = `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`;
  const file = new URL(path, root);
  if (!isCheck) writeFileSync(file, text);
  else if (readOrEmpty(file) !== text) stale.push(path);
}

if (stale.length > 0) {
  process.stderr.write(
    `these JSON Schemas are not what contracts/ says; run npm run schemas:\n${stale.join('\n')}\n`,
  );
  process.exitCode = 1;
}

function readOrEmpty(file: URL): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
