import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';

const LOCAL_END = /[a-z0-9._%+-]{1,64}$/;
const DOMAIN = /^(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}/;
/** The part after "at" as people say it. */
const SAID =
  / ?(?:\bat\b|艾特|圈a|小老鼠) ?[a-z0-9-]{1,30}(?: ?[a-z0-9-]{1,20})?(?: ?(?:\bdot\b|点|\.) ?(?:com|net|org|cn|co|uk|edu|gov|io|us|me)\b){1,2}/g;
const JOIN = '(?: (?:dot|underscore|dash|hyphen|plus|点|下划线|杠) | ?[._-] ?)';
const SAID_LOCAL = new RegExp(`(?:[a-z0-9]{1,30}${JOIN}){0,4}[a-z0-9零一二三四五六七八九幺]{1,30}$`);
const CUE = /(?:e-?mail|address|邮箱|邮件)(?:[^@]{0,12}?)(?:\bis\b|是|为|:|：)? ?$/;
const REACH = 70;
const DOMAIN_REACH = 260;

/** E-mail addresses, written or said (john dot smith at gmail dot com). */
export function findEmails({ folded }: Pick<HeardText, 'folded'>): FoundData[] {
  return [...written(folded), ...said(folded)];
}

function written(folded: string): FoundData[] {
  const found: FoundData[] = [];
  for (let at = folded.indexOf('@'); at >= 0; at = folded.indexOf('@', at + 1)) {
    const local = LOCAL_END.exec(folded.slice(Math.max(0, at - REACH), at))?.[0];
    const domain = DOMAIN.exec(folded.slice(at + 1, at + DOMAIN_REACH))?.[0];
    if (local !== undefined && domain !== undefined)
      found.push({ kind: 'email', start: at - local.length, end: at + 1 + domain.length });
  }
  return found;
}

function said(folded: string): FoundData[] {
  return [...folded.matchAll(SAID)].flatMap(({ 0: all, index }) => {
    const before = folded.slice(Math.max(0, index - REACH), index);
    const local = SAID_LOCAL.exec(before)?.[0];
    if (local === undefined) return [];
    const rest = before.slice(0, before.length - local.length);
    const isOneWord = /^[a-z]+$/.test(local);
    if (isOneWord && !/邮|mail|it's|it is|address/.test(rest)) return [];
    const whole = CUE.test(rest) ? local : local.trimStart();
    return [{ kind: 'email' as const, start: index - whole.length, end: index + all.length }];
  });
}
