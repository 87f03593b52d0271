import { PAIR_JOIN } from '../search-phrases.ts';
import { MAX_WORD_LENGTH, wordPattern } from '../search-words.ts';

/**
 * Words and their neighbouring pairs at the same positions, cut as search-words.ts cuts them: cjk analysis with one-
 * and two-grams, but without its English stop words (no, not and will are evidence here), with single characters, and
 * with pairs over punctuation and between scripts. Queries come cut and joined already, hence the whitespace analyzer.
 */
export const SPOKEN_ANALYSIS = {
  tokenizer: { word: { type: 'pattern', group: 0, pattern: wordPattern((name) => `\\p{Is${name}}`) } },
  filter: {
    cut: { type: 'truncate', length: MAX_WORD_LENGTH },
    pair: {
      type: 'shingle',
      min_shingle_size: 2,
      max_shingle_size: 2,
      output_unigrams: true,
      token_separator: PAIR_JOIN,
    },
  },
  analyzer: {
    spoken: { type: 'custom', tokenizer: 'word', filter: ['cjk_width', 'lowercase', 'cut', 'pair'] },
  },
};

/** saidWeight() of said-in-turns.ts: of the call alone, so that pages by relevance hold while calls are added. */
export const SPOKEN_SIMILARITY = {
  said: {
    type: 'scripted',
    script: { source: 'return Math.floor(1000.0 * doc.freq / (doc.freq + 2.0));' },
  },
};
