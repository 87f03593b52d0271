import type { Branch, ParameterFile } from '../../../../contracts/rule.ts';
import type { PastContact } from '../contact-history.ts';
import type { ReadLocalTime } from '../local-time.ts';
import type { Scene } from '../scene.ts';
import { contactAfterTalk, contactsAbove } from './frequency.ts';
import { outsideHours, runsPastHours } from './hours.ts';
import { type CallVerdict, CLEAR } from './verdict.ts';

type CallBranch = Extract<Branch, { kind: 'call' }>;

export interface CallTestInput {
  readonly scene: Scene;
  readonly history: readonly PastContact[];
  readonly effectiveContact: boolean;
  readonly parameters: ReadonlyMap<string, ParameterFile>;
  readonly readLocalTime: ReadLocalTime;
}

/** Judges a call by its metadata. A jurisdiction that is not known is a missing fact, one without the parameter is not concerned. */
export function runCallTest(branch: CallBranch, input: CallTestInput): CallVerdict {
  const { call, jurisdiction } = input.scene;
  if (branch.test === 'not_recorded') return lineFact(call.line?.recorded, false, 'line.recorded');
  if (branch.test === 'personal_line') return lineFact(call.line?.kind, 'personal', 'line.kind');
  if (jurisdiction === null) return { status: 'undecidable', missing: ['jurisdiction'], facts: [] };
  const file = input.parameters.get(jurisdiction);
  const name = branch.parameter;
  if (!file || name === undefined || !file.parameters[name]) return CLEAR;
  const home = file.time_zone;
  const zone = call.timeZone ?? home;
  switch (branch.test) {
    case 'outside_hours':
      return outsideHours(
        call,
        file.parameters,
        { parameter: name, butInside: branch.but_inside },
        home,
        input.readLocalTime,
      );
    case 'runs_past_hours':
      return runsPastHours(call, file.parameters, name, home, input.readLocalTime);
    case 'contacts_above':
    case 'contact_after_talk': {
      if (zone === undefined) return { status: 'undecidable', missing: ['timeZone'], facts: [] };
      const current = { call, zone, effectiveContact: input.effectiveContact };
      const test = branch.test === 'contacts_above' ? contactsAbove : contactAfterTalk;
      return test(current, input.history, file.parameters, name, input.readLocalTime);
    }
  }
}

function lineFact(value: boolean | string | undefined, breach: boolean | string, name: string): CallVerdict {
  if (value === undefined) return { status: 'undecidable', missing: [name], facts: [] };
  return value === breach ? { status: 'breach', facts: [{ name, value }] } : CLEAR;
}
