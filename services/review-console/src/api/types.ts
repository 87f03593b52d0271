import type { Readable } from 'openapi-typescript-helpers';
import type { components, operations } from './schema.d.ts';

/** As the client hands them out. */
type Schemas = { [K in keyof components['schemas']]: Readable<components['schemas'][K]> };

export type Me = Schemas['Me'];
export type Permission = Me['permissions'][number];
export type Role = Me['role'];
export type CallHit = Schemas['CallHit'];
export type CallPage = Schemas['CallPage'];
export type CallRecord = Schemas['CallRecord'];
export type StoredCall = Schemas['StoredCall'];
export type StoredFinding = Schemas['StoredFinding'];
export type Finding = Schemas['Finding'];
export type Review = Schemas['Review'];
export type Transcript = Schemas['Transcript'];
export type Turn = Transcript['turns'][number];
export type Category = Finding['category'];
export type Severity = Finding['severity'];
export type Outcome = Finding['outcome'];
export type ReviewState = Review['state'];
export type Verdict = NonNullable<Review['verdict']>;
export type DismissReason = NonNullable<Review['reason']>;
export type Bilingual = Finding['title'];
export type RuleSummary = Readable<
  operations['listRules']['responses'][200]['content']['application/json']
>['rules'][number];
export type RuleView = Readable<operations['readRule']['responses'][200]['content']['application/json']>;
export type RuleTrial = Readable<operations['tryRules']['responses'][200]['content']['application/json']>;
