/**
 * What the analysis of a call costs, and how that grows with the rules: `node bench/analysis.ts [--rulebook DIR]`.
 *
 * Calls are cut from the project's corpora to 1,200 characters, what four minutes of talk come to. "At ten times the
 * rules" means nine copies of each rule under other ids with other words, as nine more rule authors would add. Read the
 * ratio: it says what thousands of rules cost against hundreds, whatever the machine. Milliseconds are the best of
 * several rounds in which both sides take turns.
 */
import type { Transcript } from '../contracts/transcript.ts';
import { createCallAnalysis } from '../services/analyzer/analyse-call.ts';
import { createMatcher } from '../services/analyzer/language/matcher.ts';
import type { LinkedGroup, LinkedRule, Rulebook } from '../services/analyzer/rulebook/rulebook.ts';
import { benchRulebook } from './load-rulebook.ts';
import { corpusCalls, print } from './records.ts';

const CALL = 1_200;
const CALLS = 60;
const TIMES = 10;
const ROUNDS = 15;

const lengthOf = (call: Transcript) => call.turns.reduce((sum, { text }) => sum + text.length, 0);

/** One call of the wanted length from the turns of several that have the same participants. */
function longCall(calls: readonly Transcript[], from: number): Transcript {
  const first = calls[from % calls.length];
  if (first === undefined) throw new RangeError('no calls');
  const ids = new Set(first.participants.map(({ id }) => id));
  const turns: Transcript['turns'] = [];
  for (let at = from, length = 0; length < CALL; at += 1) {
    for (const turn of calls[at % calls.length]?.turns ?? []) {
      if (!ids.has(turn.speaker) || length >= CALL) continue;
      const startMs = turns.length * 3_000;
      turns.push({ ...turn, startMs, endMs: startMs + 2_500 });
      length += turn.text.length;
    }
  }
  return { ...first, turns, endedAt: undefined };
}

/** The same word in other characters: as long, of the same script, another for every copy. */
const otherWord = (text: string, copy: number): string =>
  text
    .replace(/[\u4e00-\u9fa5]/g, (char) =>
      String.fromCharCode(0x4e00 + ((char.charCodeAt(0) - 0x4e00 + copy * 977) % 20_000)),
    )
    .replace(/[a-z]/g, (char) => String.fromCharCode(97 + ((char.charCodeAt(0) - 97 + copy) % 26)));

const otherGroup = (group: LinkedGroup, copy: number): LinkedGroup => ({
  ...group,
  terms: group.terms.map((term) => ({ ...term, text: otherWord(term.text, copy) })),
  phrases: group.phrases.map((columns) => columns.map((words) => words.map((word) => otherWord(word, copy)))),
  allow: group.allow.map((text) => otherWord(text, copy)),
  hash: `${group.hash}-${copy}`,
});

const otherRule = (linked: LinkedRule, copy: number): LinkedRule => ({
  ...linked,
  rule: { ...linked.rule, id: `${linked.rule.id}-${copy}` },
  groups: new Map([...linked.groups].map(([name, group]) => [name, otherGroup(group, copy)])),
  logicHash: `${linked.logicHash}-${copy}`,
});

const grown = (rulebook: Rulebook): Rulebook => ({
  ...rulebook,
  rules: Array.from({ length: TIMES }, (_, copy) =>
    copy === 0 ? rulebook.rules : rulebook.rules.map((rule) => otherRule(rule, copy)),
  ).flat(),
});

const rulebook = await benchRulebook();
const corpus = await corpusCalls();
const calls = Array.from({ length: CALLS }, (_, index) => longCall(corpus, index * 31));
const rulesOnly: Rulebook = { ...rulebook, readers: new Map() };
const contenders = [
  { label: 'rules and second reader', rulebook },
  { label: 'rules alone', rulebook: rulesOnly },
  { label: `rules alone, ${TIMES} times as many`, rulebook: grown(rulesOnly) },
].map((one) => ({ ...one, analyse: createCallAnalysis(one.rulebook), ms: Number.POSITIVE_INFINITY }));

/** The automaton alone over the same turns: the least that finding the words can cost. */
const groupsOf = ({ rules }: Rulebook) => new Set(rules.flatMap(({ groups }) => [...groups.values()]));
const bare = createMatcher(
  [...groupsOf(rulebook)].flatMap((group) => group.terms.map(({ text }) => ({ id: text, text }))),
);
let bareMs = Number.POSITIVE_INFINITY;

for (let round = 0; round < ROUNDS; round += 1) {
  const begin = performance.now();
  for (const call of calls) for (const { text } of call.turns) bare.scan(text, () => {});
  bareMs = Math.min(bareMs, (performance.now() - begin) / calls.length);
  for (const one of contenders) {
    const start = performance.now();
    for (const call of calls) one.analyse(call, []);
    one.ms = Math.min(one.ms, (performance.now() - start) / calls.length);
  }
}

const terms = ({ rules }: Rulebook) =>
  rules.reduce(
    (sum, { groups }) => sum + [...groups.values()].reduce((all, group) => all + group.terms.length, 0),
    0,
  );
const characters = Math.round(calls.reduce((sum, call) => sum + lengthOf(call), 0) / calls.length);
print('characters a call', String(characters));
for (const one of contenders)
  print(
    `${one.label} (${one.rulebook.rules.length} rules, ${terms(one.rulebook)} words)`,
    `${one.ms.toFixed(2)} ms a call`,
  );
const [whole, alone, many] = contenders;
const bytes = calls.reduce(
  (sum, call) => sum + call.turns.reduce((all, { text }) => all + Buffer.byteLength(text), 0),
  0,
);
const speed = (ms: number) => `${(bytes / calls.length / 1e3 / ms).toFixed(2)} MB/s`;
print('the matcher alone', `${bareMs.toFixed(3)} ms a call, ${speed(bareMs)}`);
print('analysis, rules alone', speed(alone?.ms ?? 0));
print('analysis, rules and second reader', speed(whole?.ms ?? 0));
print(`ratio at ${TIMES} times the rules`, ((many?.ms ?? 0) / (alone?.ms ?? 1)).toFixed(2));
