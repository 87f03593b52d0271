import type { LexiconFiles, LoadedRulebook, LocatedRule } from '../rulebook/load-rulebook.ts';
import type { LinkedRule } from '../rulebook/rulebook.ts';
import { type CheckProblem, error, warning } from './check-problem.ts';
import { isLocked, LOCK_FILE, type Lock, makeLock, readLock } from './lock.ts';

/** Logic that changed without a new version, locks that are stale, rules that went away, and what an edited list touches. */
export function checkLock(
  files: LexiconFiles,
  loaded: LoadedRulebook,
  retiredIds: ReadonlySet<string>,
): CheckProblem[] {
  const lock = readLock(files);
  if (lock === null || lock === 'broken')
    return [
      error(
        LOCK_FILE,
        1,
        'lock',
        `lock.json ${lock === null ? '不存在' : '无法读取'}；请运行 callwarden rules lock`,
        `lock.json ${lock === null ? 'is missing' : 'cannot be read'}; run callwarden rules lock`,
      ),
    ];
  const now = makeLock(files, loaded.allRules);
  return [
    ...loaded.allRules.filter(isLocked).flatMap((rule) => checkVersion(rule, lock)),
    ...checkGone(lock, files, retiredIds),
    ...checkLists(lock, now, loaded),
  ];
}

function checkVersion({ linked, lineOf }: LocatedRule, lock: Lock): CheckProblem[] {
  const { rule, file, logicHash } = linked;
  const line = lineOf(['version']);
  const locked = lock.rules[rule.id];
  if (!locked)
    return [
      error(
        file,
        line,
        'lock-stale',
        `${rule.id} 还没有进 lock.json；请运行 callwarden rules lock`,
        `${rule.id} is not in lock.json yet; run callwarden rules lock`,
      ),
    ];
  if (rule.version < locked.version)
    return [
      error(
        file,
        line,
        'lock-version',
        `版本不能倒退：已发布第 ${locked.version} 版，这里是第 ${rule.version} 版`,
        `versions only go up: version ${locked.version} was released, this is ${rule.version}`,
      ),
    ];
  if (logicHash !== locked.logicHash && rule.version === locked.version)
    return [
      error(
        file,
        line,
        'lock-version',
        `规则的判断内容变了（规则、词表或护栏），版本没有变；请把 version 改为 ${locked.version + 1}，或运行 callwarden rules lock --raise`,
        `what the rule decides has changed (the rule, a list or a guard) but not its version; make it version: ${locked.version + 1}, or run callwarden rules lock --raise`,
      ),
    ];
  if (rule.version > locked.version + 1)
    return [
      error(
        file,
        line,
        'lock-version',
        `版本跳号：上次发布第 ${locked.version} 版，请改为 ${locked.version + 1}`,
        `the version skips: ${locked.version} was released last, make it ${locked.version + 1}`,
      ),
    ];
  if (logicHash === locked.logicHash && rule.version === locked.version && rule.status === locked.status)
    return [];
  return [
    error(
      file,
      line,
      'lock-stale',
      `${rule.id} 已改为第 ${rule.version} 版、${rule.status}，lock.json 还是旧的；请运行 callwarden rules lock`,
      `${rule.id} is now version ${rule.version}, ${rule.status}; lock.json is older: run callwarden rules lock`,
    ),
  ];
}

function checkGone(lock: Lock, files: LexiconFiles, retiredIds: ReadonlySet<string>): CheckProblem[] {
  return Object.keys(lock.rules)
    .filter((id) => !files.has(`rules/${id}.yaml`) && !retiredIds.has(id))
    .map((id) =>
      error(
        LOCK_FILE,
        1,
        'lock-gone',
        `规则 ${id} 的文件不见了；停用的规则要写进 retired.yaml`,
        `the file of ${id} is gone; a rule that is given up goes into retired.yaml`,
      ),
    );
}

/** Rules that draw on a list or guard. */
export function rulesDrawingOn(path: string, rules: readonly LinkedRule[]): readonly string[] {
  const [room = '', ...rest] = path.replace(/\.yaml$/, '').split('/');
  const id = rest.join('/');
  return rules
    .filter(({ rule }) =>
      room === 'guards'
        ? rule.guards.includes(id)
        : Object.values(rule.terms).some(({ lexicon }) => [lexicon ?? []].flat().includes(id)),
    )
    .map(({ rule }) => rule.id);
}

function checkLists(lock: Lock, now: Lock, loaded: LoadedRulebook): CheckProblem[] {
  const rules = loaded.allRules.map(({ linked }) => linked);
  return Object.keys({ ...lock.lists, ...now.lists })
    .filter((path) => lock.lists[path] !== now.lists[path])
    .flatMap((path) => {
      const affected = rulesDrawingOn(path, rules);
      const isNew = lock.lists[path] === undefined;
      if (affected.length === 0 || isNew) return [];
      return [
        warning(
          path,
          1,
          'list-changed',
          `这个表改了，影响 ${affected.length} 条规则：${affected.join('、')}`,
          `this list changed and affects ${affected.length} rules: ${affected.join(', ')}`,
        ),
      ];
    });
}
