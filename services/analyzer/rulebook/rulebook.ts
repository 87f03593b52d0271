import type { CueFile, CueName } from '../../../contracts/cues.ts';
import type { SignMatch, SignName } from '../../../contracts/element-words.ts';
import type { Guard, ParameterFile, Rule } from '../../../contracts/rule.ts';
import type { ReaderModel } from '../reader/model.ts';

/** One spelling that the matcher looks for. */
export interface LinkedTerm {
  readonly text: string;
  /** Also found by sound (recogniser errors). */
  readonly sound: boolean;
  /** Also found by English word stems. */
  readonly stem: boolean;
}

/** The spellings of each column of a phrase. */
export type LinkedPhrase = readonly (readonly string[])[];

/** A group of a rule or guard with its term lists spelled out. */
export interface LinkedGroup {
  readonly terms: readonly LinkedTerm[];
  /** Columns of words that follow one another directly; a phrase is heard as one word. */
  readonly phrases: readonly LinkedPhrase[];
  readonly allow: readonly string[];
  readonly recogniser: 'amount' | 'digits' | null;
  /** Of all the above. */
  readonly hash: string;
}

export interface LinkedGuard {
  readonly guard: Guard;
  readonly groups: ReadonlyMap<string, LinkedGroup>;
}

export interface LinkedRule {
  readonly rule: Rule;
  /** Path below lexicons/. */
  readonly file: string;
  /** Language of the words: the first part of the id. */
  readonly language: 'zh' | 'en' | 'any';
  readonly groups: ReadonlyMap<string, LinkedGroup>;
  readonly guards: readonly LinkedGuard[];
  /** Term lists and guards it draws on, for "what does this word change". */
  readonly drawsOn: readonly string[];
  readonly logicHash: string;
}

/** How one sign of an element is heard. */
export interface LinkedSign {
  readonly matches: readonly SignMatch[];
  readonly groups: ReadonlyMap<string, LinkedGroup>;
}

export type ElementWords = ReadonlyMap<'zh' | 'en', ReadonlyMap<SignName, LinkedSign>>;

/** Everything the engine needs, frozen. hash names it in records and findings. */
export interface Rulebook {
  readonly hash: string;
  readonly rules: readonly LinkedRule[];
  readonly parameters: ReadonlyMap<string, ParameterFile>;
  /** What the dialogue reader listens for, by language. */
  readonly cues: ReadonlyMap<CueFile['language'], ReadonlyMap<CueName, LinkedGroup>>;
  /** What the elements of a call are known by, by language. */
  readonly elements: ElementWords;
  /** The statistical second reader, by language; it only raises suspicions. */
  readonly readers: ReadonlyMap<'zh' | 'en', ReaderModel>;
}
