import type { Analysis } from '../../contracts/analysis.ts';
import { contentHash } from '../../contracts/canonical-json.ts';
import type { Transcript } from '../../contracts/transcript.ts';
import type { PastContact } from './engine/contact-history.ts';
import { createEngine, ENGINE_VERSION } from './engine/engine.ts';
import { createSecondReader } from './reader/second-reader.ts';
import type { Rulebook } from './rulebook/rulebook.ts';
import { createCallScoring } from './scoring/score-call.ts';

/** Analyses one call against its contact history. Pure: equal input gives an equal answer, byte for byte. */
export type AnalyseCall = (call: Transcript, history: readonly PastContact[]) => Analysis;

/** The one door to the analyzer's core, used by the worker, the CLI, replay, explain and the rule checks alike. */
export function createCallAnalysis(rulebook: Rulebook): AnalyseCall {
  const engine = createEngine(rulebook);
  const scoreCall = createCallScoring(rulebook);
  const readAgain = createSecondReader(rulebook);
  return (call, history) => {
    const { findings, facts, views, heard, scene, hitsIn } = engine({ call, history });
    const { ruled, suspected } = readAgain({ call, views, facts, heard, findings });
    return {
      callId: call.callId,
      revision: call.revision,
      transcriptHash: contentHash(call),
      rulebookHash: rulebook.hash,
      engineVersion: ENGINE_VERSION,
      findings: [...ruled, ...suspected],
      facts,
      ...scoreCall({ scene, hitsIn, facts, findings: ruled }),
    };
  };
}
