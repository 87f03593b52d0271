import type { Analysis } from '../../contracts/analysis.ts';
import { contentHash } from '../../contracts/canonical-json.ts';
import type { Transcript } from '../../contracts/transcript.ts';
import type { PastContact } from './engine/contact-history.ts';
import { createEngine, ENGINE_VERSION } from './engine/engine.ts';
import { createSecondReader } from './reader/second-reader.ts';
import type { Rulebook } from './rulebook/rulebook.ts';
import { stageOf } from './scoring/stage.ts';
import { measureTalk } from './scoring/talk-measures.ts';

/** Analyses one call against its contact history. Pure: equal input gives an equal answer, byte for byte. */
export type AnalyseCall = (call: Transcript, history: readonly PastContact[]) => Analysis;

/** The one door to the analyzer's core, used by the worker, the CLI, replay, explain and the rule checks alike. */
export function createCallAnalysis(rulebook: Rulebook): AnalyseCall {
  const engine = createEngine(rulebook);
  const readSuspicions = createSecondReader(rulebook);
  return (call, history) => {
    const { findings, facts, views, heard } = engine({ call, history });
    const suspicions = readSuspicions({ call, views, facts, heard, findings });
    return {
      callId: call.callId,
      revision: call.revision,
      transcriptHash: contentHash(call),
      rulebookHash: rulebook.hash,
      engineVersion: ENGINE_VERSION,
      findings: [...findings, ...suspicions],
      facts,
      elements: [],
      promises: [],
      reasonForDelay: null,
      stage: stageOf(call.debt?.daysPastDue),
      measures: measureTalk(call),
    };
  };
}
