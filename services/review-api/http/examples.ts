const REVIEW_EVENT = {
  id: 'n3kQ0b2p8wJvWq0yq8iVx2m0d5o6m1uT5rB7cH4eXkA',
  kind: 'verdict',
  callId: 'call-20261102-0142',
  findingId: 'pQy6m8h0O2n3f6s8R1t5v7x9z0B2d4F6h8J0l2N4p6R',
  evidenceHash: 'u8P1r4T7w0Z3c6F9i2L5o8R1u4X7a0D3g6J9m2P5s8V',
  verdict: 'dismissed',
  reason: 'quotation_or_negation',
  actor: { id: 'wang.fang', role: 'officer' },
  at: '2026-11-03T02:10:11.000Z',
  version: 1,
};

/** Examples of the OpenAPI document, by the name of the schema. */
export const EXAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  Me: [
    {
      kind: 'account',
      id: 'wang.fang',
      displayName: '王芳',
      role: 'officer',
      permissions: ['calls:read', 'findings:judge', 'findings:explain'],
      scope: { agencies: ['agency-1'], teams: null },
      collectorId: null,
      mustChangePassword: false,
      csrfToken: 'r0Zc4vJ7m1Qx8bT2uN5yK9pW3sD6fG0hL4aE7iO1cVk',
      expiresAt: '2026-11-03T14:00:00.000Z',
    },
  ],
  NewAccount: [
    { username: 'wang.fang', displayName: '王芳', role: 'officer' },
    {
      username: 'zhang.wei',
      displayName: '张伟',
      role: 'collector',
      scope: { agencies: ['agency-1'], teams: ['team-3'] },
      collectorId: 'col-07',
    },
  ],
  AccountChange: [{ role: 'lead', scope: { agencies: ['agency-1', 'agency-2'], teams: null } }],
  LedgerEntry: [
    {
      seq: 1042,
      at: '2026-11-03T02:10:11.000Z',
      actor: { id: 'wang.fang', role: 'officer' },
      action: 'call_read',
      object: { kind: 'call', id: 'call-20261102-0142' },
      factId: '5f0c3b1e-7f7e-4d8e-9c59-2f6f2f0d9a11',
      prevHash: 'n3kQ0b2p8wJvWq0yq8iVx2m0d5o6m1uT5rB7cH4eXkA',
      hash: 'u8P1r4T7w0Z3c6F9i2L5o8R1u4X7a0D3g6J9m2P5s8V',
      seal: 'q1W2e3R4.pQy6m8h0O2n3f6s8R1t5v7x9z0B2d4F6h8J0l2N4p6R',
    },
  ],
  NewToken: [{ name: 'Nightly export', role: 'officer', expiresInDays: 90 }],
  Verdict: [
    { verdict: 'confirmed', version: 0 },
    {
      verdict: 'dismissed',
      reason: 'quotation_or_negation',
      comment: '引用客户原话，并非威胁。',
      version: 0,
    },
  ],
  ReviewEvent: [REVIEW_EVENT],
  Review: [
    { state: 'new', version: 0, history: [] },
    {
      state: 'reviewed',
      version: 1,
      verdict: 'dismissed',
      reason: 'quotation_or_negation',
      reviewer: 'wang.fang',
      reviewedAt: REVIEW_EVENT.at,
      history: [REVIEW_EVENT],
    },
  ],
  Problem: [
    {
      type: 'urn:callwarden:problem:invalid_request',
      title: 'Invalid request',
      status: 400,
      code: 'invalid_request',
      detail: 'Mend the fields named in errors.',
      errors: [
        {
          field: 'reason',
          reason: 'is required to dismiss, and only then',
          mend: 'correct it',
        },
      ],
    },
  ],
  FindingReplay: [{ same: true, differences: [] }],
};
