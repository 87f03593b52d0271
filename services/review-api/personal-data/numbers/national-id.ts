const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10x98765432';
/** First two digits of the place (GB/T 2260). */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);
const OLDEST_YEAR = 1900;
const NEWEST_YEAR = 2035;

/** Check digit of a resident identity number (GB 11643): of its first 17 digits. */
export function checkDigit(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECKS[sum % 11] ?? '';
}

function isDate(year: number, month: number, day: number): boolean {
  if (year < OLDEST_YEAR || year > NEWEST_YEAR) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * A resident identity number: 18 characters with place and birth date, or the 15 digits of before 1999. A wrong check
 * digit alone does not clear one: recognisers mishear, and place and date together are seldom chance.
 */
export function isNationalId(digits: string): boolean {
  if (!PROVINCES.has(digits.slice(0, 2))) return false;
  const old = /^\d{6}(\d\d)(\d\d)(\d\d)\d{3}$/.exec(digits);
  if (old) return isDate(1900 + Number(old[1]), Number(old[2]), Number(old[3]));
  const now = /^\d{6}(\d{4})(\d\d)(\d\d)\d{3}[\dx]$/.exec(digits);
  return now !== null && isDate(Number(now[1]), Number(now[2]), Number(now[3]));
}
