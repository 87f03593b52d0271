import { type AnalyseCall, createCallAnalysis } from './analyse-call.ts';
import type { Rulebook } from './rulebook/rulebook.ts';

/** A rulebook with the analysis compiled from it. */
export interface InForce {
  readonly rulebook: Rulebook;
  readonly analyse: AnalyseCall;
}

/** The rulebook that a process works with now; another may take its place while it runs. */
export interface RulebookInForce {
  /** Ask once for a piece of work and keep the answer to its end: it never changes, only its successor differs. */
  current(): InForce;
  /** Compiles the rulebook first: what can't be compiled is thrown and never comes into force. */
  replace(next: Rulebook): void;
}

export function createRulebookInForce(first: Rulebook): RulebookInForce {
  const compile = (rulebook: Rulebook): InForce => ({ rulebook, analyse: createCallAnalysis(rulebook) });
  let current = compile(first);
  return {
    current: () => current,
    replace(next) {
      current = compile(next);
    },
  };
}
