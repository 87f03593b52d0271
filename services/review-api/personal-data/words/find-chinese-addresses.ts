import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';

const NUMBER = '[甲乙丙丁]?(?:[0-9a-z]{1,5}(?:-[0-9]{1,4})?|[零〇一二三四五六七八九十百幺]{1,6})';
/**
 * One step of an address that ends in its word: area (省 … 街道), street or estate, number (with its room). Words that
 * only begin so (市场, 区别, 路上, 号码) are none.
 */
const AREA = '省(?![得下钱了])|自治区|自治州|特别行政区|街道|[市区县旗镇乡](?![场别分里城宅亲])';
const PLACE =
  '大街|大道|胡同|小区|花园|家园|公寓|大厦|广场|新村|新苑|工业园|[路街巷弄村屯苑](?![上过口费由边面程还镇])|[庄里坊](?=[甲乙丙丁0-9零一二三四五六七八九十])|[南北东西]街|四段|三段|二段|一段';
const DOOR = `${NUMBER} ?(?:号楼|号院|单元|号|栋|幢|座|室|弄|组|层|楼(?![上下])|户)(?![线码召楼下])`;
const STEP = new RegExp(`(${DOOR})|(${PLACE})|(${AREA})`, 'g');
const BARE_ROOM = new RegExp(`^ ?${NUMBER}(?![0-9a-z年月日号天块元点个万千])`);
const BETWEEN = /^[一-龥0-9a-z·]{0,10}$/;
/** A name begins after these. */
const NOT_IN_NAMES =
  /.*(?:[在住到是去址把寄往从租搬找我你他她它您的了来这那吗呢啊吧跟有没不上给送籍前驻哪什拐靠头显按往，。,.!?;:、\s\ue000]|函件|单位|公司|地址|上门|老家|我家|你家|他家|她家|您家|回家|在家|你们|我们)/;
const LONGEST_NAME = 8;

interface Step {
  readonly start: number;
  readonly end: number;
  readonly kind: 'door' | 'place' | 'area';
  /** A door that is no mere number. */
  readonly isRoom: boolean;
}

/** Chinese postal addresses: chains of 省市区 – 路村小区 – 号栋单元室 with enough steps to lead to a door or a village. */
export function findChineseAddresses({ folded }: Pick<HeardText, 'folded'>): FoundData[] {
  const found: FoundData[] = [];
  let chain: Step[] = [];
  const close = () => {
    if (leadsToDoor(chain)) found.push({ kind: 'address', ...extent(folded, chain) });
    chain = [];
  };
  for (const { 0: all, 1: door, 2: place, index } of folded.matchAll(STEP)) {
    const step: Step = {
      start: index,
      end: index + all.length,
      kind: door !== undefined ? 'door' : place !== undefined ? 'place' : 'area',
      isRoom: /[楼院元栋幢座室弄]$/.test(door ?? ''),
    };
    const last = chain.at(-1);
    if (last !== undefined && !continues(folded, last, step)) close();
    chain.push(step);
  }
  close();
  return found;
}

function continues(folded: string, last: Step, step: Step): boolean {
  const between = folded.slice(last.end, step.start);
  if (step.kind === 'door')
    return /^ ?$/.test(between) || (last.kind === 'place' && between.length <= 6 && BETWEEN.test(between));
  return last.kind !== 'door' || step.kind === 'place'
    ? BETWEEN.test(between) && !NOT_IN_NAMES.test(between)
    : false;
}

function leadsToDoor(chain: readonly Step[]): boolean {
  const count = (kind: Step['kind']) => chain.filter((step) => step.kind === kind).length;
  const [doors, places, areas] = [count('door'), count('place'), count('area')];
  if (doors > 0 && places > 0) return true;
  const hasArea = chain.findIndex(({ kind }) => kind === 'area');
  const isRoad = hasArea >= 0 && chain.findLastIndex(({ kind }) => kind === 'place') > hasArea;
  return (doors >= 3 && chain.some(({ isRoom }) => isRoom)) || isRoad || areas >= 4;
}

function extent(folded: string, chain: readonly Step[]): { start: number; end: number } {
  const [first, last] = [chain[0], chain.at(-1)];
  const [from, to] = [first?.start ?? 0, last?.end ?? 0];
  const before = folded.slice(Math.max(0, from - LONGEST_NAME), from);
  const stopped = NOT_IN_NAMES.exec(before)?.[0].length ?? 0;
  const name = first?.kind === 'door' ? 0 : before.length - stopped;
  const room = last?.kind === 'area' ? '' : (BARE_ROOM.exec(folded.slice(to, to + 10))?.[0] ?? '');
  return { start: from - name, end: to + room.length };
}
