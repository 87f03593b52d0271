import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';
import { DOUBLE_SURNAMES, NOT_IN_GIVEN_NAMES, NOT_NAMES, SURNAMES } from './chinese-surnames.ts';

const TITLE =
  '(?:先生|女士|小姐|太太|夫人|老师|经理|主管|主任|律师|总监|总(?![一-龥])|总(?=[您你好吗吧啊])|医生|警官|法官|师傅|阿姨|叔叔|大哥|大姐|老板|队长|科长|处长|局长|站长|书记|同志|组长)';
const BEFORE_TITLE = new RegExp(`([一-龥]{1,4})(?<!班(?=主任))${TITLE}`, 'g');
/** After these somebody is named, whatever follows the name. */
const STRONG =
  /(?:我叫|他叫|她叫|名叫|名字叫|名字是|本人姓名是|本人(?!也)|姓名[是为:：]?|(?:老婆|老公|妻子|丈夫|媳妇|爱人|哥|弟|姐|妹|儿子|女儿|爸|妈|父亲|母亲|朋友|同事|同学|联系人|担保人|房东|邻居)(?:叫|名叫|是)?|找一下|找下|转告一下|转告下|转告|麻烦|请问是|请问|喂[,，]是)/g;
/** After these a name must also end where a name can end. */
const WEAK = /(?:我是|您是|你是|他是|她是|我不是|(?<![一-龥])是|找|这边是)/g;
/** 我是…公司的某某. */
const INTRODUCED = /(?:我是|这里是|这边是|我们是)[一-龥]{2,14}的/g;
const OWN_SURNAME = /(?<!不)姓([一-龥]{1,2})/g;
const ENDS =
  /^(?:$|[\s,，.。、!！?？;；:\ue000]|先生|女士|小姐|本人|吗|么|吧|啊|呀|呢|的|是|对|在|您|你|他|她|不|借|这|那|跟|和|，)/;
const STARTS_TITLE = new RegExp(`^${TITLE}`);
const LONGEST_MATCH = 6;

const CHINESE = /^[一-龥]$/;

/** Names after cues (我叫…, 请问是…吗) and surnames before titles (张先生, where the title stays readable). */
export function findChineseNames({ folded }: Pick<HeardText, 'folded'>): FoundData[] {
  const found: FoundData[] = [];
  const put = (start: number, length: number) => {
    if (length > 0) found.push({ kind: 'name', start, end: start + length });
  };
  for (const { 1: before = '', index } of folded.matchAll(BEFORE_TITLE)) {
    const length = nameBeforeTitle(before);
    put(index + before.length - length, length);
  }
  for (const { 0: cue, index } of folded.matchAll(STRONG))
    put(index + cue.length, nameAt(folded, index + cue.length, false));
  for (const pattern of [WEAK, INTRODUCED])
    for (const { 0: cue, index } of folded.matchAll(pattern))
      put(index + cue.length, nameAt(folded, index + cue.length, true));
  for (const { 1: surname = '', index } of folded.matchAll(OWN_SURNAME)) {
    if (DOUBLE_SURNAMES.has(surname)) put(index + 1, 2);
    else if (
      SURNAMES.has(surname[0] ?? '') &&
      !NOT_NAMES.has(surname) &&
      ENDS.test(folded.slice(index + 2, index + 2 + LONGEST_MATCH))
    )
      put(index + 1, 1);
  }
  return found;
}

/** How many characters right before a title are a name: a full one if a surname stands three or two before, else the surname alone. */
function nameBeforeTitle(before: string): number {
  for (const length of [4, 3, 2]) {
    const name = before.slice(-length);
    if (name.length === length && isFullName(name)) return length;
  }
  return SURNAMES.has(before.at(-1) ?? '') && !NOT_NAMES.has(before.slice(-2)) ? 1 : 0;
}

function isFullName(name: string): boolean {
  const surname = DOUBLE_SURNAMES.has(name.slice(0, 2)) ? 2 : 1;
  const given = name.slice(surname);
  if (surname === 1 && (!SURNAMES.has(name[0] ?? '') || NOT_NAMES.has(name.slice(0, 2)))) return false;
  if (given.length > 2 || (given.length === 0 && surname === 1)) return false;
  return [...given].every((character) => !NOT_IN_GIVEN_NAMES.has(character));
}

/** The length of a name that starts here; 0 for none. */
function nameAt(folded: string, start: number, mustEnd: boolean): number {
  const ahead = folded.slice(start, start + LONGEST_MATCH);
  const surname = DOUBLE_SURNAMES.has(ahead.slice(0, 2)) ? 2 : SURNAMES.has(ahead[0] ?? '') ? 1 : 0;
  if (surname === 0 || NOT_NAMES.has(ahead.slice(0, 2))) return 0;
  let given = 0;
  while (given < 2) {
    const character = ahead[surname + given] ?? '';
    if (!CHINESE.test(character) || NOT_IN_GIVEN_NAMES.has(character)) break;
    if (STARTS_TITLE.test(ahead.slice(surname + given))) break;
    given += 1;
  }
  if (given === 0) return surname === 2 ? 2 : 0;
  if (mustEnd && !ENDS.test(folded.slice(start + surname + given, start + surname + given + LONGEST_MATCH)))
    return 0;
  return surname + given;
}
