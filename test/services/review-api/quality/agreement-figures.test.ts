import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  cohenKappa,
  fleissKappa,
  krippendorffAlpha,
  observedAgreement,
} from '../../../../services/review-api/quality/agreement-figures.ts';

const near = (actual: number | null, expected: number, digits: number) =>
  assert.equal(actual?.toFixed(digits), expected.toFixed(digits));
const times = (count: number, ...values: string[]) => Array.from({ length: count }, () => values);

test("Cohen's kappa of 50 grant proposals read by two readers (Wikipedia, Cohen's kappa: 20, 5, 10, 15) is 0.40", () => {
  const pairs = [
    ...times(20, 'yes', 'yes'),
    ...times(5, 'yes', 'no'),
    ...times(10, 'no', 'yes'),
    ...times(15, 'no', 'no'),
  ].map(([first = '', second = '']) => [first, second] as const);
  near(cohenKappa(pairs), 0.4, 10);
  near(observedAgreement(pairs), 0.7, 10);
});

test('of two tables with the same agreement, kappa tells chance apart (Wikipedia: 45-15-25-15 and 25-35-5-35)', () => {
  const table = (yy: number, yn: number, ny: number, nn: number) =>
    [...times(yy, 'y', 'y'), ...times(yn, 'y', 'n'), ...times(ny, 'n', 'y'), ...times(nn, 'n', 'n')].map(
      ([first = '', second = '']) => [first, second] as const,
    );
  near(cohenKappa(table(45, 15, 25, 15)), 0.1304, 4);
  near(cohenKappa(table(25, 35, 5, 35)), 0.2593, 4);
});

/** Ten subjects, fourteen raters, five categories (Wikipedia, Fleiss' kappa, worked example). */
const FLEISS = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
];

test("Fleiss' kappa of ten subjects and fourteen raters is 0.210", () => {
  const units = FLEISS.map((counts) =>
    counts.flatMap((count, category) => Array.from({ length: count }, () => String(category))),
  );
  near(fleissKappa(units), 0.21, 3);
});

/** Four observers, twelve units, missing values as dots (Krippendorff 2011, section C). */
const OBSERVERS = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.'];

test("Krippendorff's alpha, nominal, of four observers with missing values (Krippendorff 2011, C) is 0.743", () => {
  const units = Array.from({ length: 12 }, (_, unit) =>
    OBSERVERS.map((values) => values[unit] ?? '.').filter((value) => value !== '.'),
  );
  near(krippendorffAlpha(units), 0.743, 3);
});

test("Krippendorff's alpha of two observers and binary values (Krippendorff 2011, A) is 0.095", () => {
  const first = '0100000010';
  const second = '1110010000';
  const units = [...first].map((value, index) => [value, second[index] ?? '']);
  near(krippendorffAlpha(units), 0.095, 3);
});

test('who agrees always gets 1, wherever more than one value occurs; what can not be said is null', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 30 }), (values) => {
      const units = values.map((value) => [value, value]);
      const expected = new Set(values).size > 1 ? 1 : null;
      assert.equal(cohenKappa(values.map((value) => [value, value] as const)), expected);
      assert.equal(fleissKappa(units)?.toFixed(9) ?? null, expected?.toFixed(9) ?? null);
      assert.equal(krippendorffAlpha(units), expected);
      assert.equal(observedAgreement(units), 1);
    }),
  );
  assert.deepEqual(
    [cohenKappa([]), fleissKappa([]), krippendorffAlpha([]), observedAgreement([['a']])],
    [null, null, null, null],
  );
});
