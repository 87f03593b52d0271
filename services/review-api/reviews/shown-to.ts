import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { type Identity, mayDo } from '../access/identity.ts';

/** Whether somebody sees a finding: those of rules that are only measured need a permission of their own. */
export function isShownTo(identity: Identity, { finding }: StoredFinding): boolean {
  return finding.status === 'active' || mayDo(identity, 'findings:see_shadow');
}

/** The call as somebody sees it. */
export function callShownTo(identity: Identity, call: StoredCall): StoredCall {
  return { ...call, findings: call.findings.filter((stored) => isShownTo(identity, stored)) };
}
