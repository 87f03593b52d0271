import { Button } from 'antd';
import { useLanguage } from '../i18n/use-language.ts';

/** Names the language that a press would bring, in that language. */
export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  const name = other === 'zh' ? '中文' : 'English';
  return (
    <Button type="text" size="small" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
      {name}
    </Button>
  );
}
