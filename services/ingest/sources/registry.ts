import { jsonArray } from './json-array.ts';
import { jsonObject } from './json-object.ts';
import { ndjson } from './ndjson.ts';
import type { TranscriptSource } from './source.ts';

/** Every format that transcripts come in. A new one is a file here and a line; the first that recognises bytes reads them. */
export const SOURCES: readonly TranscriptSource[] = [jsonArray, jsonObject, ndjson];
