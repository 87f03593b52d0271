import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { createEmbeddedEventLog } from '../../../platform/event-log/embedded/embedded-event-log.ts';
import { eventLogContract } from './contract.ts';

const SESSION_TIMEOUT_MS = 1500;

describe('the embedded event log', () => {
  let dir = '';
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'callwarden-event-log-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  eventLogContract(() => {
    const path = join(dir, 'log.db');
    const settings = { path, sessionTimeoutMs: SESSION_TIMEOUT_MS };
    return {
      sessionTimeoutMs: SESSION_TIMEOUT_MS,
      open: (options) =>
        createEmbeddedEventLog({ ...settings, ...options, backoff: { initialMs: 20, maxMs: 200 } }),
      fixtureLog: (prefix) => ({ adapter: 'embedded', ...settings, prefix }),
    };
  });
});
