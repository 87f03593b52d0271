/**
 * What the term matcher costs, against the two plain ways of doing it, in one run on one text: `node bench/matcher.ts`.
 * Only the ratios mean something on another machine. Text and terms are invented from the character table, seeded.
 */
import { createMatcher } from '../services/analyzer/language/matcher.ts';
import { normaliseText } from '../services/analyzer/language/normalise-text.ts';
import { FIRST_READINGS } from '../services/analyzer/language/pinyin.table.ts';
import { createTermFinder } from '../services/analyzer/language/term-finder.ts';

const SENTENCE = 30;
const CALL = 1200;
const FEW = 5000;
const MANY = 50_000;
const ROUNDS = 12;

const createRandom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

const random = createRandom(11);
const characters = [...FIRST_READINGS.replace(/[a-z:\n]/g, '')].slice(0, 3500);
/** Some characters are far more frequent than others, as in speech. */
const rank = () => Math.min(random(characters.length), random(characters.length), random(characters.length));
const character = () => characters[rank()] ?? '';
const word = () => Array.from({ length: 2 + random(4) }, character).join('');
const terms = Array.from({ length: MANY }, (_, index) => ({ id: `term-${index}`, text: word() }));
const sentence = () => {
  let text = '';
  while (text.length < SENTENCE) text += random(40) === 0 ? (terms[random(FEW)]?.text ?? '') : character();
  return text;
};

interface Contender {
  readonly sentences: readonly string[];
  readonly find: (text: string) => number;
  speed: number;
  found: number;
}

const contender = (sentences: readonly string[], find: (text: string) => number): Contender => ({
  sentences,
  find,
  speed: 0,
  found: 0,
});

/** Characters a second, the best of several rounds; the contenders take turns, so that a busy machine is busy for all. */
const race = (contenders: readonly Contender[]): void => {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const one of contenders) {
      const length = one.sentences.reduce((sum, text) => sum + text.length, 0);
      const start = performance.now();
      one.found = one.sentences.reduce((sum, text) => sum + one.find(text), 0);
      one.speed = Math.max(one.speed, (length / (performance.now() - start)) * 1000);
    }
  }
};

const timed = <T>(make: () => T): [value: T, milliseconds: number] => {
  const start = performance.now();
  const value = make();
  return [value, performance.now() - start];
};

const sentences = Array.from({ length: 10_000 }, sentence);
const small = terms.slice(0, FEW);
const [matcher, built] = timed(() => createMatcher(small));
const [manyMatcher, builtMany] = timed(() => createMatcher(terms));
const alternation = new RegExp(small.map(({ text }) => text).join('|'), 'g');
const finder = createTermFinder(small);
const spoken = sentences.map(
  (text, index) => `${text.slice(0, 12)}，${index % 5 === 0 ? '呃' : ''}${text.slice(12)}。`,
);

const ours = contender(sentences, (text) => matcher.find(text).length);
const scaled = contender(sentences, (text) => manyMatcher.find(text).length);
const includes = contender(
  sentences.slice(0, 100),
  (text) => small.filter((term) => text.includes(term.text)).length,
);
const regExp = contender(sentences.slice(0, 100), (text) => text.match(alternation)?.length ?? 0);
const normalising = contender(spoken, (text) => normaliseText(text).text.length);
const whole = contender(spoken, (text) => finder.find(normaliseText(text)).length);
race([ours, scaled, includes, regExp, normalising, whole]);

const print = (label: string, value: string) => process.stdout.write(`${label.padEnd(52)} ${value}\n`);
const millions = ({ speed }: Contender) => `${(speed / 1e6).toFixed(2)} M chars/s`;
const perCall = ({ speed }: Contender) => `${((CALL / speed) * 1000).toFixed(3)} ms`;

print('5,000 terms: build', `${built.toFixed(0)} ms`);
print('5,000 terms: every hit with offsets', `${millions(ours)}, ${ours.found} hits`);
print('5,000 terms: includes, term by term (yes or no)', millions(includes));
print('5,000 terms: one RegExp alternation (leftmost only)', millions(regExp));
print('ours to includes', `${(ours.speed / includes.speed).toFixed(0)} times`);
print('ours to RegExp', `${(ours.speed / regExp.speed).toFixed(0)} times`);
print('50,000 terms: build', `${builtMany.toFixed(0)} ms`);
print('50,000 terms: every hit with offsets', `${millions(scaled)}, ${scaled.found} hits`);
print('speed at 50,000 terms to speed at 5,000', (scaled.speed / ours.speed).toFixed(2));
print('a call of 1,200 characters: normalise', perCall(normalising));
print('a call of 1,200 characters: normalise and find terms', perCall(whole));
