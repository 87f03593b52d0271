import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { keptSecret } from '../../../platform/config/kept-secret.ts';

test('makes a secret once, for the owner only, and keeps it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callwarden-secret-'));
  try {
    const file = join(folder, 'deep', 'ingest.key');
    const secret = keptSecret(file);
    assert.match(secret, /^[\w-]{43}$/);
    assert.equal(keptSecret(file), secret);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.notEqual(keptSecret(join(folder, 'other.key')), secret);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
