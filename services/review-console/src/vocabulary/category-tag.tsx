import type { Category } from '../api/types.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { vocabulary } from './texts.ts';
import './marks.css';

export function CategoryTag({ category }: { category: Category }) {
  const t = useTexts(vocabulary);
  return <span className="category">{t(`category.${category}`)}</span>;
}
