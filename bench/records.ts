import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LabelledCall } from '../contracts/labelled-call.ts';
import type { Transcript } from '../contracts/transcript.ts';

const CORPORA = join(import.meta.dirname, '../lexicons/corpora');

/** The calls of the project's own corpora, in order: what the benches take as speech. */
export async function corpusCalls(): Promise<readonly Transcript[]> {
  const calls: Transcript[] = [];
  const files = (await readdir(CORPORA)).filter((name) => name.endsWith('.jsonl')).sort();
  for (const file of files)
    for await (const line of createInterface({ input: createReadStream(join(CORPORA, file)) }))
      if (line.trim() !== '') calls.push(LabelledCall.parse(JSON.parse(line)).transcript);
  if (calls.length === 0) throw new Error(`no calls in ${CORPORA}`);
  return calls;
}

/** The corpora again and again under ids of their own, `count` calls from number `from` on. */
export function numberedFrom(calls: readonly Transcript[], from: number, count: number): Transcript[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const call = calls[number % calls.length];
    if (call === undefined) throw new RangeError('no calls');
    const debtor = { id: `debtor-${number % 5_000}` };
    return { ...call, callId: `bench-${number}`, debtor, startedAt: startOf(number) };
  }).map(withoutEnd);
}

/** Ten calls a minute from the first of March on. */
const startOf = (number: number) =>
  new Date(Date.parse('2026-03-01T00:00:00Z') + number * 6_000).toISOString();

function withoutEnd({ endedAt: _, ...call }: Transcript): Transcript {
  return call;
}

export const print = (label: string, value: string) => process.stdout.write(`${label.padEnd(58)} ${value}\n`);

/** Whether `--name` was given. */
export const isFlag = (name: string) => process.argv.includes(`--${name}`);

/** The number after `--name`, or the fallback. */
export function numberFlag(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at === -1 ? fallback : Number(process.argv[at + 1]);
  if (!Number.isFinite(value) || value <= 0) throw new RangeError(`--${name} needs a number above 0`);
  return value;
}
