import type { Branch, Rule, Sought, When } from '../../../contracts/rule.ts';
import type { Bilingual } from '../../../contracts/vocabulary.ts';
import type { LinkedGroup, LinkedRule } from '../rulebook/rulebook.ts';

const WITHIN = {
  clause: { zh: '一个分句', en: 'one clause' },
  sentence: { zh: '一句话', en: 'one sentence' },
  turn: { zh: '一次发言', en: 'one turn' },
} as const;

const CALL_TESTS: Readonly<Record<Extract<Branch, { kind: 'call' }>['test'], Bilingual>> = {
  outside_hours: { zh: '在允许时段之外开始', en: 'it begins outside the permitted hours' },
  runs_past_hours: {
    zh: '在时段内开始、超出时段才结束',
    en: 'it begins inside the hours and runs past them',
  },
  contacts_above: { zh: '联系次数超过上限', en: 'there were more contacts than allowed' },
  contact_after_talk: { zh: '通话之后间隔天数不足', en: 'it comes too soon after a conversation' },
  not_recorded: { zh: '没有录音', en: 'it was not recorded' },
  personal_line: { zh: '使用私人线路', en: 'it was made from a personal line' },
};

const listed = (names: readonly string[], language: 'zh' | 'en') =>
  names.join(language === 'zh' ? '、' : ', ');

function sought(what: Sought): Bilingual {
  if (typeof what === 'string') return { zh: `「${what}」`, en: `a word of ${what}` };
  if (Array.isArray(what))
    return { zh: `「${listed(what, 'zh')}」之一`, en: `a word of one of ${listed(what, 'en')}` };
  return matcher(what);
}

function matcher(of: Exclude<Sought, string | string[]>): Bilingual {
  if (of.kind === 'term') return sought(of.of);
  const names = { zh: of.of.map((name) => `「${name}」`).join('、'), en: listed(of.of, 'en') };
  const within = WITHIN[of.within];
  return of.kind === 'sequence'
    ? {
        zh: `依次出现 ${names.zh}，相隔不超过 ${of.gap} 个字，在${within.zh}内`,
        en: `words of ${names.en} in this order, at most ${of.gap} characters apart, in ${within.en}`,
      }
    : {
        zh: `${names.zh} 不论次序，相隔不超过 ${of.gap} 个字，在${within.zh}内`,
        en: `words of ${names.en} in any order, at most ${of.gap} characters apart, in ${within.en}`,
      };
}

/** What one branch looks for, in a sentence. */
function describeBranch(branch: Branch): Bilingual {
  switch (branch.kind) {
    case 'term':
    case 'sequence':
    case 'near':
      return matcher(branch);
    case 'reply': {
      const [to, answer] = [sought(branch.to.of), sought(branch.with.of)];
      return {
        zh: `${branch.to.speaker} 说了 ${to.zh}，${branch.turns} 轮之内 ${branch.with.speaker} 回应 ${answer.zh}`,
        en: `${branch.with.speaker} answers with ${answer.en}, at most ${branch.turns} turns after ${branch.to.speaker} said ${to.en}`,
      };
    }
    case 'unless_before': {
      const what = sought(branch.of);
      const first = branch.first
        ? { zh: '（只标第一次）', en: ' (the first time only)' }
        : { zh: '', en: '' };
      return {
        zh: `在 ${listed(branch.unless, 'zh')} 之前说了 ${what.zh}${first.zh}`,
        en: `${what.en} is said before ${listed(branch.unless, 'en')}${first.en}`,
      };
    }
    case 'absent':
      return {
        zh: `前 ${branch.first_turns} 次发言里没有说 ${listed(branch.of, 'zh')} 的任何词`,
        en: `no word of ${listed(branch.of, 'en')} is said in the first ${branch.first_turns} turns`,
      };
    case 'repeat': {
      const what = sought(branch.of);
      return {
        zh: `${branch.turns} 轮之内第 ${branch.times} 次说 ${what.zh}`,
        en: `${what.en} is said ${branch.times} times within ${branch.turns} turns`,
      };
    }
    case 'amount':
      return {
        zh: `${listed(branch.of, 'zh')} 附近（${branch.gap} 字内）的金额超过账面欠款 ${branch.tolerance * 100}% 以上`,
        en: `an amount within ${branch.gap} characters of ${listed(branch.of, 'en')} is above the balance by more than ${branch.tolerance * 100} %`,
      };
    case 'call': {
      const named = branch.parameter === undefined ? '' : ` (${branch.parameter})`;
      const test = CALL_TESTS[branch.test];
      return { zh: `${test.zh}${named}`, en: `${test.en}${named}` };
    }
  }
}

function describeWhen(when: When | undefined): Bilingual {
  const parts = Object.entries(when ?? {}).map(([name, values]) => `${name}: ${(values ?? []).join('|')}`);
  return parts.length === 0
    ? { zh: '', en: '' }
    : { zh: `；仅当 ${parts.join('，')}`, en: `; only when ${parts.join(', ')}` };
}

const SHOWN_WORDS = 12;
const SHOWN_IN_COLUMN = 4;

function describeGroup(
  name: string,
  { terms, phrases, allow, recogniser }: LinkedGroup,
  language: 'zh' | 'en',
): string {
  const others = language === 'zh' ? ' 等' : ' …';
  const words = terms.slice(0, SHOWN_WORDS).map(({ text }) => text);
  const more = terms.length > SHOWN_WORDS ? others : '';
  const columns = phrases.map((phrase) =>
    phrase
      .map(
        (column) =>
          `{${column.slice(0, SHOWN_IN_COLUMN).join('|')}${column.length > SHOWN_IN_COLUMN ? others : ''}}`,
      )
      .join(' + '),
  );
  const found = [...columns, ...words, ...(recogniser === null ? [] : [`(${recogniser})`])];
  const except =
    allow.length === 0
      ? ''
      : language === 'zh'
        ? `；不算：${listed(allow.slice(0, SHOWN_WORDS), 'zh')}`
        : `; not inside: ${listed(allow.slice(0, SHOWN_WORDS), 'en')}`;
  return `  ${name} (${terms.length + phrases.length}): ${listed(found, language)}${more}${except}`;
}

function scopeOf({ applies_to: scope }: Rule, language: 'zh' | 'en'): string {
  const to = scope.listener ? listed(scope.listener, language) : language === 'zh' ? '任何人' : 'anybody';
  const where = [scope.channels, scope.directions ?? [], scope.jurisdictions ?? []].flat();
  return language === 'zh'
    ? `谁对谁说：${listed(scope.speaker, 'zh')} → ${to}（${listed(where, 'zh')}）`
    : `Who to whom: ${listed(scope.speaker, 'en')} → ${to} (${listed(where, 'en')})`;
}

/** The whole rule in prose: what it is about, who it listens to, what it looks for, what it lets pass, what it rests on. */
export function describeRule(linked: LinkedRule, language: 'zh' | 'en'): string {
  const { rule, groups, drawsOn } = linked;
  const zh = language === 'zh';
  const title = (chinese: string, english: string) => (zh ? chinese : english);
  const lines = [
    `${rule.title[language]} — ${rule.id} v${rule.version}, ${rule.status}, ${rule.severity}, ${rule.outcome}`,
    rule.description[language],
    ...(rule.seconded === undefined
      ? []
      : [
          title(
            `统计阅读器在同一句或相邻一句也有怀疑时：${rule.seconded}`,
            `Where the statistical reader suspects the same at the turn or beside it: ${rule.seconded}`,
          ),
        ]),
    scopeOf(rule, language),
    title('任一条成立即标记：', 'Flagged where any of these holds:'),
    ...rule.match.any.map((branch) => {
      const text = describeBranch(branch)[language];
      return `  ${branch.id}: ${text}${describeWhen(branch.when)[language]}`;
    }),
    ...(groups.size > 0 ? [title('词组：', 'Groups of words:')] : []),
    ...[...groups].map(([name, group]) => describeGroup(name, group, language)),
    ...(rule.guards.length > 0 ? [`${title('语气护栏：', 'Guards: ')}${listed(rule.guards, language)}`] : []),
    ...rule.exceptions.map(
      (exception) =>
        `${title('例外', 'Exception')} ${exception.id}: ${exception.because[language]} — ${matcher(exception)[language]}`,
    ),
    ...(drawsOn.length > 0
      ? [`${title('用到的词表和护栏：', 'Draws on: ')}${listed(drawsOn, language)}`]
      : []),
    ...(rule.blind_spots ? [`${title('盲区：', 'Blind spots: ')}${rule.blind_spots[language]}`] : []),
    title('依据：', 'Rests on:'),
    ...rule.authority.map(
      ({ jurisdiction, cite, gist, in_force, checked }) =>
        `  ${jurisdiction} ${cite} — ${gist[language]} (${in_force.from}–${in_force.until ?? ''}; ${checked.how}, ${checked.on})`,
    ),
  ];
  return lines.join('\n');
}
