import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { LabelledCall } from '../contracts/labelled-call.ts';
import { CommandError } from './terminal.ts';

/** A batch of labelled calls; sha256 names its bytes. */
export interface Batch {
  readonly name: string;
  readonly file: string;
  readonly sha256: string;
  readonly calls: readonly LabelledCall[];
}

/** Reads a JSON Lines file of labelled calls. Throws a CommandError that names the line at fault. */
export async function readBatch(file: string): Promise<Batch> {
  const text = await readFile(file, 'utf8');
  const calls = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      try {
        return LabelledCall.parse(JSON.parse(line));
      } catch (cause) {
        throw new CommandError(
          `${file}:${index + 1} is not a labelled call: ${cause instanceof Error ? cause.message : ''}`,
        );
      }
    });
  return {
    name: basename(file, '.jsonl'),
    file,
    sha256: createHash('sha256').update(text).digest('hex'),
    calls,
  };
}
