import { defineTexts } from '../i18n/define-texts.ts';

export const conversationTexts = defineTexts(
  'conversation',
  {
    title: '对话',
    turn: '第 {{n}} 句',
    confidence: '识别置信度 {{share}}',
  },
  {
    title: 'Conversation',
    turn: 'Turn {{n}}',
    confidence: 'Recognised with confidence {{share}}',
  },
);
