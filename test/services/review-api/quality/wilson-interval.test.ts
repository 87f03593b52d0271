import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wilsonShare } from '../../../../services/review-api/quality/wilson-interval.ts';

/** R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3. */
const NEWCOMBE = [
  { hits: 81, of: 263, low: '0.2553', high: '0.3662' },
  { hits: 15, of: 148, low: '0.0624', high: '0.1605' },
  { hits: 0, of: 20, low: '0.0000', high: '0.1611' },
  { hits: 1, of: 29, low: '0.0061', high: '0.1718' },
];

for (const { hits, of, low, high } of NEWCOMBE)
  test(`${hits} of ${of} lies between ${low} and ${high}`, () => {
    const share = wilsonShare(hits, of);
    assert.deepEqual([share.low?.toFixed(4), share.high?.toFixed(4)], [low, high]);
  });

test('all of twenty mirrors none of twenty, and nothing says nothing', () => {
  const { value, low, high } = wilsonShare(20, 20);
  assert.deepEqual([value, low?.toFixed(4), high], [1, '0.8389', 1]);
  assert.deepEqual(wilsonShare(0, 0), { hits: 0, of: 0, value: null, low: null, high: null });
});
