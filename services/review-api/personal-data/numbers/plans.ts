/** Issuers (ISO/IEC 7812) with the lengths that they use. */
const ISSUERS =
  /^(?:62\d{14,17}|4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01]|720)\d{12,13}|3[47]\d{13}|35\d{14}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|60\d{14,17}|9[4-9]\d{14,17})$/;

/** Luhn's check over a string of digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** A payment card: a known issuer's range and length, and the check digit. */
export const isBankCard = (digits: string) => ISSUERS.test(digits) && passesLuhn(digits);

const MOBILE_CN = /^(?:0086|86)?1[3-9]\d{9}$/;
const LANDLINE_CN = /^(?:0086|86)?0(?:(?:10|2\d)[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7})$/;
const UK = /^(?:44|0044|440|0)(?:7[1-9]\d{8}|1\d{8,9}|2\d{9})$/;
const US = /^1?[2-9]\d{2}[2-9]\d{6}$/;

/** certain: the numbering plans of China and the UK; american: ten digits that other things have, too. */
export function isTelephone(digits: string): 'certain' | 'american' | null {
  if (MOBILE_CN.test(digits) || LANDLINE_CN.test(digits) || UK.test(digits)) return 'certain';
  return US.test(digits) ? 'american' : null;
}
