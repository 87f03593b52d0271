import { defineTexts } from '../i18n/define-texts.ts';

export const keyboard = defineTexts(
  'keyboard',
  { title: '键盘快捷键', sheet: '显示这张表' },
  { title: 'Keyboard shortcuts', sheet: 'Show this sheet' },
);
