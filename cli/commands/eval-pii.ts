import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import {
  evaluateDetection,
  type MarkedDialogue,
  type PersonalDataFigures,
  readMarks,
} from '../../services/review-api/personal-data/evaluation.ts';
import { CommandError, type Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  $ callwarden eval pii                                      every set of lexicons/personal-data
  $ callwarden eval pii my-own-turns.jsonl --slips           with what was missed and masked in error

A line of a file: {"turns": ["A: 我的号码是[[phone|13800138000]]"], "known": {"debtor": "…"}}.
Exit codes: 0 done, 1 a file can't be read.`;

const FOLDER = 'lexicons/personal-data';

const Line = z.strictObject({
  turns: z.array(z.string().regex(/^[A-Z]: /, 'starts with the speaker, for example "A: "')).min(1),
  known: z.strictObject({ debtor: z.string().optional(), collector: z.string().optional() }).optional(),
});

/** callwarden eval pii: the detectors of personal data against turns marked by hand. */
export function registerEvalPii(program: Command, terminal: Terminal): void {
  const parent = program.commands.find((command) => command.name() === 'eval');
  if (parent === undefined) throw new Error('eval must be registered before eval pii');
  parent
    .command('pii')
    .description('measure the detectors of personal data')
    .argument('[files...]', 'turns with marks, JSON Lines')
    .option('--slips', 'list what was missed and what was masked in error')
    .option('--json', 'for programs')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: { slips?: boolean; json?: boolean }) => {
      const sets = files.length > 0 ? files : await ownSets();
      for (const file of sets) {
        const figures = evaluateDetection(await readSet(file));
        const name = basename(file, '.jsonl');
        if (options.json) terminal.out(JSON.stringify({ set: name, ...asJson(figures) }));
        else for (const line of tell(name, figures)) terminal.out(line);
        if (options.slips)
          for (const { what, kind, quote, text } of figures.slips)
            terminal.out(`  ${what.padEnd(11)} ${kind.padEnd(11)} “${quote}” in: ${text}`);
      }
    });
}

async function ownSets(): Promise<string[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.jsonl'));
  return names.sort().map((name) => join(FOLDER, name));
}

async function readSet(file: string): Promise<MarkedDialogue[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      const { turns, known } = Line.parse(JSON.parse(line));
      const read = turns.map((turn, at) => ({ speaker: turn.slice(0, 1), ...readMarks(at, turn.slice(3)) }));
      return [
        {
          turns: read.map(({ speaker, text }) => ({ speaker, text })),
          marks: read.flatMap(({ marks }) => marks),
          known: [known?.debtor, known?.collector].filter((name) => name !== undefined),
        },
      ];
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : '';
      throw new CommandError(`${file}:${index + 1} can't be read: ${reason}`, undefined, { cause });
    }
  });
}

const share = (part: number, whole: number) => (whole === 0 ? '  -  ' : (part / whole).toFixed(3));

function asJson({ kinds, slips: _slips, ...rest }: PersonalDataFigures) {
  return { ...rest, kinds: Object.fromEntries(kinds) };
}

function tell(name: string, figures: PersonalDataFigures): string[] {
  const { kinds, dialogues, leftToRead, cleanDialogues, cleanTouched } = figures;
  const all = { marks: 0, found: 0, detections: 0, right: 0 };
  const row = (label: string, of: typeof all) =>
    `  ${label.padEnd(12)} P ${share(of.right, of.detections)}  R ${share(of.found, of.marks)}  of ${of.marks}`;
  const rows = [...kinds].sort().map(([kind, of]) => {
    all.marks += of.marks;
    all.found += of.found;
    all.detections += of.detections;
    all.right += of.right;
    return row(kind, of);
  });
  return [
    `${name}: ${dialogues} dialogues`,
    ...rows,
    row('all', all),
    `  left to read ${share(leftToRead, all.marks)} (${leftToRead} of ${all.marks} marks)`,
    `  touched without reason: ${cleanTouched} of ${cleanDialogues} dialogues without personal data`,
  ];
}
