import { defineTexts } from '../i18n/define-texts.ts';

/** What every page may say. */
export const shared = defineTexts(
  'shared',
  {
    loading: '正在加载…',
    retry: '重试',
    'error.title': '出错了',
    'error.detail': '服务器没有给出预期的答复（{{code}}）。',
    'offline.title': '连接不上服务器',
    'offline.detail': '请检查网络，或确认 Callwarden 正在运行。恢复后会继续。',
    'forbidden.title': '没有权限',
    'forbidden.detail': '您的角色看不到这里的内容。如有需要，请联系管理员。',
    'notFound.title': '没有找到',
    'notFound.detail': '内容可能已被删除，或地址有误。',
    'crash.title': '页面出错',
    'crash.detail': '重新载入通常可以恢复；若反复出现，请把以下信息告诉管理员。',
    reload: '重新载入',
    close: '关闭',
  },
  {
    loading: 'Loading…',
    retry: 'Try again',
    'error.title': 'Something went wrong',
    'error.detail': 'The server did not answer as expected ({{code}}).',
    'offline.title': 'The server can’t be reached',
    'offline.detail': 'Check the network, or whether Callwarden is running. Work goes on when it is back.',
    'forbidden.title': 'Not allowed',
    'forbidden.detail': 'Your role doesn’t see this. Ask an administrator if you need it.',
    'notFound.title': 'Not found',
    'notFound.detail': 'It may have been deleted, or the address is wrong.',
    'crash.title': 'The page failed',
    'crash.detail': 'Loading it again usually helps; if it happens again, tell an administrator this:',
    reload: 'Load again',
    close: 'Close',
  },
);
