import { createProblemSender, type ProblemKind } from '../../../platform/http/problem-sender.ts';

/** Every way the API says no. Codes are stable. */
const KINDS = {
  not_signed_in: {
    status: 401,
    title: 'Not signed in',
    detail: 'Sign in at POST /v1/session, or send Authorization: Bearer and an API token that is still good.',
  },
  wrong_credentials: {
    status: 401,
    title: 'Wrong name or password',
    detail: 'Check both; an admin can set a new password.',
  },
  wrong_password: {
    status: 403,
    title: 'Wrong password',
    detail: 'Type the password you signed in with as current.',
  },
  sign_in_locked: {
    status: 429,
    title: 'Too many tries with this name',
    detail: 'Wait for the time in Retry-After before the next one.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    detail: 'Wait for the time in Retry-After.',
  },
  password_change_required: {
    status: 403,
    title: 'The password must be changed first',
    detail: 'Choose a password of your own with PUT /v1/me/password.',
  },
  csrf_token_missing: {
    status: 403,
    title: 'No valid CSRF token',
    detail: 'Send the csrfToken of GET /v1/me as X-CSRF-Token with every write.',
  },
  forbidden: { status: 403, title: 'Not allowed', detail: 'An admin can give the role that may.' },
  personal_data_search: {
    status: 403,
    title: 'A search for personal data',
    detail:
      'Numbers of more than four digits, addresses and accounts are masked, and searching for them would tell them. ' +
      'This needs the permission personal_data:reveal; search for what was said instead.',
  },
  not_found: { status: 404, title: 'Not found', detail: 'Check the address and the id in it.' },
  invalid_request: { status: 400, title: 'Invalid request', detail: 'Mend the fields named in errors.' },
  not_json: { status: 400, title: 'Not JSON', detail: 'Send a body of JSON as in RFC 8259.' },
  bad_request: { status: 400, title: 'Bad request', detail: 'Send a request as the OpenAPI document tells.' },
  bad_cursor: {
    status: 400,
    title: 'Bad cursor',
    detail: 'Take nextCursor from the page before and leave the rest of the query as it was.',
  },
  too_large: { status: 413, title: 'Too large', detail: 'Send a smaller body.' },
  unsupported_media_type: {
    status: 415,
    title: 'Unknown media type',
    detail: 'Send Content-Type: application/json.',
  },
  review_conflict: {
    status: 409,
    title: 'The review has changed meanwhile',
    detail:
      'Look at review and changed in this answer, then send the verdict with the version of that review.',
  },
  review_closed: {
    status: 409,
    title: 'The review takes no verdict now',
    detail: 'It is published, appealed or closed; a lead can reopen it.',
  },
  queue_conflict: {
    status: 409,
    title: 'The call has changed in the queue meanwhile',
    detail: 'Look at item and changed in this answer, then send the change with the version of that item.',
  },
  draft_conflict: {
    status: 409,
    title: 'The draft was saved elsewhere meanwhile',
    detail: 'Read it again, then save over the version it has.',
  },
  settings_conflict: {
    status: 409,
    title: 'The settings have changed meanwhile',
    detail: 'Read them again, then send them with the version they have.',
  },
  filter_conflict: {
    status: 409,
    title: 'The filter was saved elsewhere meanwhile',
    detail: 'Read the filters again, then save over the version it has; 0 for a new name.',
  },
  claimed_by_other: {
    status: 409,
    title: 'Somebody else works on the call',
    detail: 'Take another one, or ask a lead to take it over.',
  },
  assigned_to_other: {
    status: 409,
    title: 'The call is given to somebody else',
    detail: 'Take another one, or ask a lead to assign it.',
  },
  escalated: { status: 409, title: 'The call waits for a lead', detail: 'Take another one.' },
  not_open: {
    status: 409,
    title: 'Nothing is open in the call',
    detail: 'Every finding has a verdict; a lead can reopen it.',
  },
  not_claimed: {
    status: 409,
    title: 'The call is not claimed by you',
    detail: 'The lease has ended or the call was never claimed; claim it again.',
  },
  not_reviewed: {
    status: 409,
    title: 'The call is not reviewed',
    detail: 'Every finding needs a verdict first, and a published call is published once.',
  },
  blind_review: {
    status: 409,
    title: 'You review this call blindly',
    detail: 'Finish or release the blind review first; until then neither findings nor verdicts are shown.',
  },
  read_already: {
    status: 409,
    title: 'The reading is handed in',
    detail: 'Judge the findings of GET /v1/queue/blind/{callId} now.',
  },
  not_read: { status: 409, title: 'The reading comes first', detail: 'Hand in what the transcript shows.' },
  finding_exists: {
    status: 409,
    title: 'The call has this finding',
    detail: 'Judge the finding that is there.',
  },
  appeal_open: {
    status: 409,
    title: 'An appeal is under way',
    detail: 'Decide the appeal, or have it withdrawn.',
  },
  appeal_exists: {
    status: 409,
    title: 'There was an appeal',
    detail: 'Each result can be appealed once; take the answer to the next step instead.',
  },
  appeal_not_open: {
    status: 409,
    title: 'The appeal is not at this point',
    detail: 'Read the finding again and look at its appeal.',
  },
  appeal_window_over: {
    status: 409,
    title: 'The time to appeal is over',
    detail: 'A lead can reopen the review.',
  },
  not_published: {
    status: 409,
    title: 'The result is not published',
    detail: 'Only published results can be appealed.',
  },
  conflict_of_interest: {
    status: 403,
    title: 'Conflict of interest',
    detail:
      'Who judged the finding, decided before, appealed or collected does not decide; somebody else must.',
  },
  finding_superseded: {
    status: 409,
    title: 'The finding is history',
    detail: 'A later analysis of the call no longer makes it; judge the findings the call has now.',
  },
  transcript_not_kept: {
    status: 409,
    title: 'The transcript is not kept',
    detail: 'Only flagged and sampled calls are kept in full.',
  },
  account_exists: {
    status: 409,
    title: 'The name is taken',
    detail: 'Choose another username; names of disabled accounts stay taken.',
  },
  oidc_not_begun: {
    status: 400,
    title: 'The sign-in was not begun here',
    detail: 'Begin again at /v1/oidc/login, in the same browser, with cookies, within ten minutes.',
  },
  oidc_refused: {
    status: 403,
    title: "The organisation's provider said no",
    detail: "Try again; the ledger and the log have the provider's code.",
  },
  oidc_no_role: {
    status: 403,
    title: 'No role here',
    detail: "Ask for a role at the organisation's provider; oidc.roles says which values count.",
  },
  oidc_no_collector: {
    status: 403,
    title: 'No collector named',
    detail: 'The provider must say which collector this is: oidc.collectorClaim.',
  },
  oidc_name_taken: {
    status: 403,
    title: 'Somebody else has this username here',
    detail: 'Change the username at the provider; names are never given twice.',
  },
  account_disabled: { status: 403, title: 'The account is disabled', detail: 'An admin can enable it.' },
  oidc_unavailable: {
    status: 503,
    title: "The organisation's provider does not answer",
    detail: 'Try again later, or sign in with a local account.',
    retryAfterSeconds: 30,
  },
  beyond_scope: {
    status: 403,
    title: 'Beyond your own scope',
    detail: 'Give agencies and teams of your own scope only.',
  },
  whole_scope_needed: {
    status: 403,
    title: 'Only for who has no scope',
    detail: 'It is about the whole installation; ask somebody whose account has all agencies and teams.',
  },
  no_password_here: {
    status: 409,
    title: 'The account has no password here',
    detail: "It signs in at the organisation's provider; mend it there.",
  },
  last_admin: {
    status: 409,
    title: 'The last admin',
    detail: 'Make another account that may manage accounts first.',
  },
  call_deleted: {
    status: 410,
    title: 'The call was deleted',
    detail: 'Its time was over; GET /v1/tombstones/{callId} proves the deletion.',
  },
  hold_released: { status: 409, title: 'The hold is released', detail: 'Place a new one.' },
  hold_release_asked: {
    status: 409,
    title: 'The release is asked for',
    detail: 'Somebody else can release it now.',
  },
  hold_release_not_asked: {
    status: 409,
    title: 'Nobody has asked for the release',
    detail: 'Ask first; somebody else then releases it.',
  },
  second_person_needed: {
    status: 409,
    title: 'Another person is needed',
    detail: 'Two different people with accounts release a hold: one asks, the other confirms.',
  },
  store_unavailable: {
    status: 503,
    title: 'The record store does not answer now',
    detail: 'Send the same again after the time in Retry-After.',
    retryAfterSeconds: 5,
  },
  internal: {
    status: 500,
    title: 'A fault of ours',
    detail: 'Tell the operator the id in this answer; the log has the rest.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof KINDS;

/** Answers with RFC 9457 problem details. */
export const sendProblem = createProblemSender<ProblemCode>(KINDS);
