import type { Role } from '../../../../contracts/access.ts';
import { DEFAULT_RETENTION } from '../../../../contracts/retention.ts';

/** What is expected of one route, written by hand: neither from the code nor from ROLE_PERMISSIONS. */
export interface ExpectedRoute {
  /** anyone: without signing in; signed_in: any session or token; session: any session, no token; else these roles. */
  readonly may: 'anyone' | 'signed_in' | 'session' | readonly Role[];
  /**
   * What a scope of agencies and teams does. call: a call outside of it is answered 404; narrowed: what is outside
   * doesn't appear; whole: only who has no scope is answered; none: nothing, and why not.
   */
  readonly scope: 'call' | 'narrowed' | 'whole' | { readonly none: string };
  /** A body that the route takes. */
  readonly body?: object;
  /** Not in the OpenAPI document. */
  readonly hidden?: true;
}

const READERS: readonly Role[] = ['officer', 'lead', 'auditor', 'rule_author', 'privacy_officer', 'admin'];
const JUDGES: readonly Role[] = ['officer', 'lead', 'admin'];
const EXPLAINERS: readonly Role[] = ['officer', 'lead', 'auditor', 'rule_author', 'admin'];
const REVEALERS: readonly Role[] = ['officer', 'lead', 'privacy_officer', 'admin'];
const LEADS: readonly Role[] = ['lead', 'admin'];
const APPELLANTS: readonly Role[] = ['collector', 'lead', 'admin'];
const QUALITY: readonly Role[] = ['officer', 'lead', 'auditor', 'rule_author', 'admin'];
const RULE_READERS: readonly Role[] = ['officer', 'lead', 'auditor', 'rule_author', 'admin'];
const AUDITORS: readonly Role[] = ['auditor', 'privacy_officer', 'admin'];
const EXPORTERS: readonly Role[] = ['lead', 'auditor', 'privacy_officer', 'admin'];
const KEEPERS: readonly Role[] = ['privacy_officer', 'admin'];
const ADMINS: readonly Role[] = ['admin'];

const NO_CALL = { none: 'no call is in it' };
const OWN = { none: 'about the caller only' };

/** Every route of the API. One that is not here, or here and nowhere else, fails the test. */
export const ROUTE_TABLE: Readonly<Record<string, ExpectedRoute>> = {
  'GET /healthz': { may: 'anyone', scope: NO_CALL, hidden: true },
  'GET /readyz': { may: 'anyone', scope: NO_CALL, hidden: true },
  'GET /metrics': { may: 'anyone', scope: NO_CALL, hidden: true },
  'GET /docs/': { may: 'signed_in', scope: NO_CALL, hidden: true },
  'GET /docs/json': { may: 'signed_in', scope: NO_CALL, hidden: true },
  'GET /docs/yaml': { may: 'signed_in', scope: NO_CALL, hidden: true },
  'GET /docs/static/*': { may: 'signed_in', scope: NO_CALL, hidden: true },
  'GET /docs/static/index.html': { may: 'signed_in', scope: NO_CALL, hidden: true },
  'GET /docs/static/swagger-initializer.js': { may: 'signed_in', scope: NO_CALL, hidden: true },

  'POST /v1/session': { may: 'anyone', scope: OWN },
  'DELETE /v1/session': { may: 'session', scope: OWN },
  'GET /v1/oidc': { may: 'anyone', scope: NO_CALL },
  'GET /v1/oidc/login': { may: 'anyone', scope: OWN },
  'GET /v1/oidc/callback': { may: 'anyone', scope: OWN },
  'POST /v1/oidc/logout': { may: 'session', scope: OWN },
  'GET /v1/me': { may: 'signed_in', scope: OWN },
  'PUT /v1/me/password': { may: 'session', scope: OWN },

  'GET /v1/accounts': { may: ADMINS, scope: 'narrowed' },
  'POST /v1/accounts': { may: ADMINS, scope: NO_CALL },
  'PATCH /v1/accounts/:username': { may: ADMINS, scope: NO_CALL },
  'POST /v1/accounts/:username/disable': { may: ADMINS, scope: NO_CALL },
  'POST /v1/accounts/:username/enable': { may: ADMINS, scope: NO_CALL },
  'POST /v1/accounts/:username/reset-password': { may: ADMINS, scope: NO_CALL },
  'GET /v1/tokens': { may: ADMINS, scope: 'narrowed' },
  'POST /v1/tokens': { may: ADMINS, scope: NO_CALL },
  'DELETE /v1/tokens/:tokenId': { may: ADMINS, scope: NO_CALL },
  'GET /v1/holds': { may: KEEPERS, scope: 'whole' },
  'POST /v1/holds': {
    may: KEEPERS,
    scope: 'whole',
    body: { matterId: 'matter-1', reason: 'court order', on: { caseId: 'case-none' } },
  },
  'POST /v1/holds/:holdId/release-requests': { may: KEEPERS, scope: 'whole', body: { reason: 'over' } },
  'POST /v1/holds/:holdId/release': { may: KEEPERS, scope: 'whole', body: { reason: 'over' } },
  'GET /v1/retention/policy': { may: KEEPERS, scope: 'whole' },
  'PUT /v1/retention/policy': {
    may: KEEPERS,
    scope: 'whole',
    body: { version: 0, rules: DEFAULT_RETENTION.rules, reason: 'as it was' },
  },
  'POST /v1/retention/runs': { may: KEEPERS, scope: 'whole', body: { dryRun: true } },
  'GET /v1/tombstones/:callId': {
    may: READERS,
    scope: { none: 'of deleted calls only; scope in retention.test.ts' },
  },
  'GET /v1/audit': { may: AUDITORS, scope: 'whole' },

  'GET /v1/calls': { may: READERS, scope: 'narrowed' },
  'GET /v1/calls/count': { may: READERS, scope: { none: 'a number only; scope in exports.test.ts' } },
  'GET /v1/calls/facets': { may: READERS, scope: 'narrowed' },
  'GET /v1/calls/:callId': { may: READERS, scope: 'call' },
  'POST /v1/exports': {
    may: EXPORTERS,
    scope: 'narrowed',
    body: { query: {}, format: 'csv', reason: 'regulator asks' },
  },
  'POST /v1/calls/:callId/reveal': { may: REVEALERS, scope: 'call', body: { reason: 'review' } },
  'DELETE /v1/calls/:callId/reveal': { may: REVEALERS, scope: OWN },
  'GET /v1/calls/:callId/findings/:findingId/explain': { may: EXPLAINERS, scope: 'call' },
  'GET /v1/findings/:findingId': { may: READERS, scope: 'call' },
  'POST /v1/findings/:findingId/verdict': {
    may: JUDGES,
    scope: 'call',
    body: { verdict: 'undecidable', version: 0 },
  },

  'POST /v1/findings/:findingId/comments': {
    may: JUDGES,
    scope: 'call',
    body: { comment: '请复听第三句', version: 0 },
  },
  'POST /v1/calls/:callId/findings': {
    may: JUDGES,
    scope: 'call',
    body: { category: 'missing_recording_notice', severity: 'minor' },
  },
  'GET /v1/calls/:callId/draft': { may: JUDGES, scope: 'call' },
  'PUT /v1/calls/:callId/draft': {
    may: JUDGES,
    scope: 'call',
    body: { draft: { findings: [] }, version: 0 },
  },
  'DELETE /v1/calls/:callId/draft': { may: JUDGES, scope: OWN },

  'GET /v1/queue': { may: READERS, scope: 'narrowed' },
  'GET /v1/queue/groups': { may: READERS, scope: { none: 'quotes and counts; scope in queue.test.ts' } },
  'POST /v1/queue/next': { may: JUDGES, scope: { none: 'claims within the scope; queue.test.ts' }, body: {} },
  'GET /v1/queue/calls/:callId': { may: READERS, scope: 'call' },
  'POST /v1/queue/calls/:callId/claim': { may: JUDGES, scope: 'call', body: { version: 0 } },
  'POST /v1/queue/calls/:callId/heartbeat': { may: JUDGES, scope: 'call' },
  'POST /v1/queue/calls/:callId/release': { may: JUDGES, scope: 'call', body: { version: 0 } },
  'POST /v1/queue/calls/:callId/escalate': {
    may: JUDGES,
    scope: 'call',
    body: { version: 0, reason: '疑难' },
  },
  'POST /v1/queue/calls/:callId/publish': { may: LEADS, scope: 'call', body: { version: 0 } },
  'POST /v1/queue/calls/:callId/reopen': { may: LEADS, scope: 'call', body: { version: 0, reason: '重审' } },
  'POST /v1/queue/assign': {
    may: LEADS,
    scope: { none: 'each call for itself; queue.test.ts' },
    body: { calls: [{ callId: 'call-in', version: 99 }], to: { how: 'rules' } },
  },
  'POST /v1/queue/take-over': {
    may: LEADS,
    scope: { none: 'calls within the scope; queue.test.ts' },
    body: { from: 'nobody' },
  },
  'POST /v1/queue/bulk-verdicts': {
    may: JUDGES,
    scope: { none: 'each finding for itself; bulk-verdicts.test.ts' },
    body: { verdict: 'confirmed', findings: [{ findingId: 'nothing', version: 0 }] },
  },
  'POST /v1/queue/bulk-verdicts/:bulkId/undo': { may: JUDGES, scope: OWN },
  'GET /v1/queue/blind': { may: JUDGES, scope: { none: 'a number only' } },
  'POST /v1/queue/blind/next': {
    may: JUDGES,
    scope: { none: 'claims within the scope; blind-review.test.ts' },
  },
  'GET /v1/queue/blind/:callId': { may: JUDGES, scope: 'call' },
  'POST /v1/queue/blind/:callId/reading': {
    may: JUDGES,
    scope: 'call',
    body: { violations: [], version: 0 },
  },
  'POST /v1/queue/blind/:callId/verdicts': {
    may: JUDGES,
    scope: 'call',
    body: { verdicts: [{ findingId: 'nothing', verdict: 'confirmed' }], version: 0 },
  },
  'GET /v1/queue/filters': { may: JUDGES, scope: OWN },
  'PUT /v1/queue/filters/:name': { may: JUDGES, scope: OWN, body: { filter: {}, version: 0 } },
  'DELETE /v1/queue/filters/:name': { may: JUDGES, scope: OWN },
  'GET /v1/review-settings': { may: READERS, scope: NO_CALL },
  'PUT /v1/review-settings': { may: LEADS, scope: NO_CALL },

  'GET /v1/my/results': { may: ['collector', 'admin'], scope: OWN },
  'GET /v1/appeals': { may: JUDGES, scope: { none: 'no appeal is open here; scope in appeals.test.ts' } },
  'POST /v1/findings/:findingId/appeal': {
    may: APPELLANTS,
    scope: { none: 'own published results, or a lead in scope; appeals.test.ts' },
    body: { sought: { verdict: 'dismissed' }, statement: '引用原话', version: 0 },
  },
  'POST /v1/findings/:findingId/appeal/decision': {
    may: JUDGES,
    scope: 'call',
    body: { decision: 'keep', reason: '维持', version: 0 },
  },
  'POST /v1/findings/:findingId/appeal/continue': {
    may: APPELLANTS,
    scope: { none: 'own published results, or a lead in scope; appeals.test.ts' },
    body: { version: 0 },
  },
  'POST /v1/findings/:findingId/appeal/withdraw': {
    may: APPELLANTS,
    scope: { none: 'own published results, or a lead in scope; appeals.test.ts' },
    body: { version: 0 },
  },

  'GET /v1/quality/rules': { may: QUALITY, scope: { none: 'figures only, of calls within the scope' } },
  'GET /v1/quality/agreement': { may: QUALITY, scope: { none: 'figures only, of calls within the scope' } },

  'GET /v1/rules': { may: RULE_READERS, scope: NO_CALL },
  'GET /v1/rules/:languageId/:categoryId/:nameId': { may: RULE_READERS, scope: NO_CALL },
  'POST /v1/rules/try': { may: RULE_READERS, scope: NO_CALL },
  'GET /v1/events': { may: READERS, scope: { none: 'says that something changed, not what' } },
  'GET /v1/pipeline': { may: READERS, scope: { none: 'counts only' } },
  'GET /v1/rejected': { may: ADMINS, scope: { none: 'dead letters have no call yet' } },
  'POST /v1/rejected/redrive': { may: ADMINS, scope: { none: 'dead letters have no call yet' } },
};
