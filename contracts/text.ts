import { z } from 'zod';

const hasControl = (value: string) => /[^\P{Cc}\t\n\r]/u.test(value);

/** Free text that every store can keep: well-formed UTF-16, no control characters but tab and line ends. */
export const PlainText = z
  .string()
  .refine((value) => value.isWellFormed(), 'holds half of a surrogate pair; send well-formed Unicode')
  .refine((value) => !hasControl(value), 'holds control characters; remove them');

/** An identifier of the sending system: 1 to 256 characters, kept as it is. */
export const ExternalId = PlainText.pipe(z.string().trim().min(1, 'must not be empty').max(256));

/** An instant with its offset, ISO 8601, for example 2026-11-02T21:15:00+08:00. */
export const OffsetDateTime = z.iso.datetime({
  offset: true,
  error: 'must be ISO 8601 with an offset, for example 2026-11-02T21:15:00+08:00',
});

/** An IANA time zone name that this runtime knows, for example Asia/Shanghai. */
export const TimeZone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}, 'must be an IANA time zone, for example Asia/Shanghai');

/** A BCP 47 language tag that can be parsed, for example zh-CN or en-US. */
export const LanguageTag = z.string().refine((tag) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}, 'must be a BCP 47 language tag, for example zh-CN');

export const CalendarDate = z.iso.date('must be a date, for example 2026-11-02');
