import type { Command } from 'commander';
import type { Analysis } from '../../contracts/analysis.ts';
import type { Finding } from '../../contracts/finding.ts';
import { Transcript } from '../../contracts/transcript.ts';
import type { PastContact } from '../../services/analyzer/engine/contact-history.ts';
import { contactOf } from '../../services/analyzer/history.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { readTranscripts } from '../read-transcripts.ts';
import { EXIT_CODES, type Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  $ callwarden analyze calls.jsonl                    one JSON line a call
  $ callwarden analyze - < calls.jsonl | jq .findings
  $ callwarden analyze --rulebook my-lexicons *.json

Exit codes: 0 done, 1 a file can't be read, 2 wrong usage, 3 some items were no transcripts (named on standard error).`;

/** callwarden analyze: no server, transcripts in, one JSON line a call out. */
export function registerAnalyze(program: Command, terminal: Terminal): void {
  program
    .command('analyze')
    .description('analyse transcripts without any server')
    .argument('<files...>', 'transcripts as JSON, JSON array or NDJSON; - for standard input')
    .option('--rulebook <dir>', 'lexicons folder', 'lexicons')
    .option('--format <name>', 'format of the files; recognised when left out')
    .option('--full', 'print the whole analysis of each call')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: { rulebook: string; format?: string; full?: boolean }) => {
      const { analyse } = await loadAnalysis(options.rulebook);
      const contacts = new Map<string, PastContact[]>();
      let rejected = 0;
      for (const file of files) {
        for await (const item of readTranscripts(file, options.format)) {
          if (item.status === 'rejected') {
            rejected += 1;
            const [first] = item.details;
            terminal.err(`${file}:${item.line} ${item.code}: ${first?.field ?? ''} ${first?.reason ?? ''}`);
            continue;
          }
          const call = Transcript.parse(JSON.parse(item.json));
          const key = call.debtor?.id ?? '';
          const history = contacts.get(key) ?? [];
          const analysis = analyse(call, history);
          contacts.set(key, [...history, contactOf(call)]);
          terminal.out(JSON.stringify(options.full ? analysis : summaryOf(analysis)));
        }
      }
      process.exitCode = rejected > 0 ? EXIT_CODES.findings : EXIT_CODES.ok;
    });
}

const STRENGTH = { violation: 0, suspected: 1, undecidable: 2 } as const;

/** One entry per category and turn: the strongest finding, with the other rules that saw the same. */
function summaryOf(analysis: Analysis) {
  const groups = Map.groupBy(
    analysis.findings.filter(({ status }) => status === 'active'),
    ({ category, turn }) => `${turn ?? ''}:${category}`,
  );
  return {
    callId: analysis.callId,
    findings: [...groups.values()].flatMap((group) => {
      const [strongest, ...others] = [...group].sort((a, b) => STRENGTH[a.outcome] - STRENGTH[b.outcome]);
      return strongest ? [entryOf(strongest, others)] : [];
    }),
    elements: analysis.elements,
    promises: analysis.promises,
    reasonForDelay: analysis.reasonForDelay,
    stage: analysis.stage,
    measures: analysis.measures,
    rulebookHash: analysis.rulebookHash,
  };
}

const entryOf = (finding: Finding, others: readonly Finding[]) => ({
  category: finding.category,
  turn: finding.turn,
  outcome: finding.outcome,
  severity: finding.severity,
  ruleId: finding.ruleId,
  ...(others.length > 0 ? { alsoRules: [...new Set(others.map(({ ruleId }) => ruleId))] } : {}),
  confidence: finding.confidence,
  quotes: finding.spans.map(({ quote }) => quote),
  ...(finding.missing ? { missing: finding.missing } : {}),
});
