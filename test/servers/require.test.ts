import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServerError } from '../../platform/servers/server-error.ts';
import { reasonToSkip } from './require.ts';

describe('a test that wants a real server', () => {
  const want = new ServerError('java_missing', 'no JDK 21+ found');
  const defect = new ServerError('java_compile_failed', 'javac failed');

  it('is skipped with the reason where the machine cannot run one', () => {
    assert.match(reasonToSkip(want, false), /no JDK 21\+ found/);
  });

  it('fails where servers are required', () => {
    assert.throws(() => reasonToSkip(want, true), want);
  });

  it('fails on a fault of the project, required or not', () => {
    assert.throws(() => reasonToSkip(defect, false), defect);
    assert.throws(() => reasonToSkip(new TypeError('bug'), false), TypeError);
  });
});
