import type { DialogueFacts } from '../../../../contracts/analysis.ts';
import type { Finding } from '../../../../contracts/finding.ts';
import type {
  ElementName,
  ElementScore,
  ElementStatus,
  PromiseToPay,
  ReasonForDelay,
  TalkMeasures,
} from '../../../../contracts/scoring.ts';
import type { Transcript } from '../../../../contracts/transcript.ts';
import type { Line } from '../../engine/scene.ts';
import type { CallSigns, SignHit, Stretch } from '../call-signs.ts';
import { evidenceOf } from '../call-signs.ts';
import type { Conversation } from '../conversation.ts';
import type { MentionsAt } from '../promises/find-mentions.ts';
import { PART_NAMES, type Part } from './part-names.ts';

/** All that an element is decided from. */
export interface ScoringCase {
  readonly call: Transcript;
  readonly facts: DialogueFacts;
  readonly findings: readonly Finding[];
  readonly lines: readonly Line[];
  readonly talk: Conversation;
  readonly signs: CallSigns;
  /** Terms of payment that the collector puts to the debtor or restates in a turn. */
  readonly offeredAt: MentionsAt;
  readonly promises: readonly PromiseToPay[];
  readonly reason: ReasonForDelay | null;
  readonly measures: TalkMeasures;
}

/** Decides one element of one call. */
export type DecideElement = (of: ScoringCase) => ElementScore;

interface Told {
  readonly lacking?: readonly Part[];
  readonly evidence?: readonly Stretch[];
  readonly zh: string;
  readonly en: string;
}

/** An element decided, with what was lacking named in its reason. */
export function decided(
  { call }: ScoringCase,
  element: ElementName,
  status: ElementStatus,
  { lacking = [], evidence = [], zh, en }: Told,
): ElementScore {
  const parts = [...new Set(lacking)].sort();
  const named = (language: 'zh' | 'en') => parts.map((part) => PART_NAMES[part][language]);
  return {
    element,
    status,
    lacking: parts,
    evidence: evidenceOf(call, evidence),
    reason: {
      zh: parts.length === 0 ? zh : `${zh}缺少：${named('zh').join('、')}。`,
      en: parts.length === 0 ? en : `${en} Lacking: ${named('en').join(', ')}.`,
    },
  };
}

/** An element that this call gave no occasion for. */
export const notApplicable = (of: ScoringCase, element: ElementName, zh: string, en: string): ElementScore =>
  decided(of, element, 'not_applicable', { zh, en });

/** A turn from end to end. */
export function wholeTurn({ lines }: ScoringCase, turn: number): Stretch[] {
  return lines.flatMap((line) => {
    const start = line.view.turns.indexOf(turn);
    return start < 0 ? [] : [{ line, start, end: line.view.turns.lastIndexOf(turn) + 1 }];
  });
}

/** Hits at any of these turns. */
export const hitsAt = (hits: readonly SignHit[], turns: readonly number[]): SignHit[] =>
  hits.filter(({ turn }) => turns.includes(turn));

/** The talk came to the debt: what follows the opening can be asked of the collector. */
export const cameToBusiness = ({ talk }: ScoringCase): boolean => talk.businessAt !== null;

export const NO_DEBTOR = { zh: '没有接通债务人。', en: 'The debtor was not reached.' };
export const NO_BUSINESS = {
  zh: '通话没有谈到欠款就结束了。',
  en: 'The call ended before the debt was spoken of.',
};
