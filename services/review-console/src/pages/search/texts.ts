import { defineTexts } from '../../i18n/define-texts.ts';

export const searchTexts = defineTexts(
  'search',
  {
    title: '检索取证',
    label: '说过的话',
    placeholder: '例如：去你单位 "通讯录"',
    help: '空格隔开的每一段都必须在同一通里出现；引号里的词作为一个短语；标点不计。留空则列出全部通话。',
    total: '找到 {{total}} 通',
    none: '没有找到',
    'none.detail': '换个说法，或减少词语。',
    more: '更多结果',
    turn: '第 {{n}} 句',
    unflagged: '未标记',
    'key.search': '输入检索词',
  },
  {
    title: 'Search',
    label: 'What was said',
    placeholder: 'For example: have you arrested',
    help: 'Every piece between spaces must be said in the call; words in "quotes" are a phrase; punctuation counts for nothing. Empty lists every call.',
    total: '{{total}} calls found',
    none: 'Nothing found',
    'none.detail': 'Try other words, or fewer.',
    more: 'More results',
    turn: 'Turn {{n}}',
    unflagged: 'not flagged',
    'key.search': 'Type what to search for',
  },
);
