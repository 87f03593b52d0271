import type { Command } from 'commander';
import type { StoredCall } from '../../contracts/call-record.ts';
import { CommandError, type Terminal } from '../terminal.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden show zh-dev-002
  $ callwarden show zh-dev-002 --language zh
  $ callwarden show zh-dev-002 --json

Exit codes: 0 done, 1 there is no such call or the store failed.`;

/** callwarden show: one call as a conversation, with its findings and where their review stands. */
export function registerShow(program: Command, terminal: Terminal): void {
  withConfigOptions(program.command('show'))
    .description('show one call with its findings')
    .argument('<call>', 'call id')
    .option('--language <zh|en>', 'language of the explanations', 'en')
    .option('--json', 'for programs')
    .addHelpText('after', EXAMPLES)
    .action((callId: string, options: ConfigOptions & { language: string; json?: boolean }) =>
      withRuntime(options, async ({ store }) => {
        const call = await store.getCall(callId);
        if (!call) throw new CommandError(`there is no call ${callId}`);
        if (options.json) terminal.out(JSON.stringify(call, null, 2));
        else for (const line of tellCall(call, options.language === 'zh' ? 'zh' : 'en')) terminal.out(line);
      }),
    );
}

function tellCall({ record, transcript, findings }: StoredCall, language: 'zh' | 'en'): string[] {
  const roles = new Map(transcript?.participants.map(({ id, role }) => [id, role]));
  const at = Map.groupBy(
    findings.filter(({ superseded }) => !superseded),
    ({ finding }) => finding.turn,
  );
  const flags = (turn: number | null) =>
    (at.get(turn) ?? []).map(
      ({ finding, review }) =>
        `      ! ${finding.category} (${finding.severity}, ${finding.outcome}, ${review.verdict ?? review.state}) ${finding.id}\n        ${finding.explanation[language]}`,
    );
  return [
    `${record.callId} revision ${record.revision}, ${record.startedAt}, ${Math.round(record.durationMs / 1_000)} s, collector ${record.collectorId}`,
    ...flags(null),
    ...(transcript === null
      ? ['  (not flagged: only the compact record is kept)']
      : transcript.turns.flatMap(({ speaker, text }, turn) => [
          `${String(turn).padStart(4)}  ${roles.get(speaker) ?? speaker}: ${text}`,
          ...flags(turn),
        ])),
  ];
}
