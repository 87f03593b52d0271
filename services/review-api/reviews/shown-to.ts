import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import type { CallWork } from '../../../contracts/call-work.ts';
import { type Identity, mayDo } from '../access/identity.ts';

const SECOND_OPINION = new Set(['drawn', 'blind_read', 'blind_judged']);

/** Whether somebody sees a finding: those of rules that are only measured need a permission of their own. */
export function isShownTo(identity: Identity, { finding }: StoredFinding): boolean {
  return finding.status === 'active' || mayDo(identity, 'findings:see_shadow');
}

/** The call as somebody sees it. */
export function callShownTo(identity: Identity, call: StoredCall): StoredCall {
  const { work, ...rest } = call;
  const findings = call.findings.filter((stored) => isShownTo(identity, stored));
  return { ...rest, findings, ...(work !== undefined && { work: workShownTo(identity, work) }) };
}

/** The work as somebody sees it: whether a call was drawn for a second opinion, and the opinion, is for leads. */
export function workShownTo(identity: Identity, work: CallWork): CallWork {
  if (mayDo(identity, 'queue:manage')) return work;
  const { drawn: _drawn, opinions: _opinions, claim, ...rest } = work;
  return {
    ...rest,
    ...(claim && !claim.blind && { claim }),
    history: work.history.filter(({ kind, blind }) => !SECOND_OPINION.has(kind) && blind !== true),
  };
}

/** Whether somebody has a call for a blind review: neither findings nor verdicts are shown until that is over. */
export function isBlindTo({ id }: Pick<Identity, 'id'>, { work }: Pick<StoredCall, 'work'>): boolean {
  return work?.claim?.blind === true && work.claim.by === id;
}
