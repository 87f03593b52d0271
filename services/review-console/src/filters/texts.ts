import { defineTexts } from '../i18n/define-texts.ts';

export const facetTexts = defineTexts(
  'facets',
  {
    title: '筛选',
    'facet.severity': '严重程度',
    'facet.category': '类别',
    'facet.outcome': '判定',
    'facet.reviewState': '复核状态',
    'facet.lane': '队列',
    'facet.agency': '机构',
    'facet.collector': '催收员',
    'facet.language': '语言',
    'facet.rule': '规则',
  },
  {
    title: 'Filters',
    'facet.severity': 'Severity',
    'facet.category': 'Category',
    'facet.outcome': 'Outcome',
    'facet.reviewState': 'Review',
    'facet.lane': 'Lane',
    'facet.agency': 'Agency',
    'facet.collector': 'Collector',
    'facet.language': 'Language',
    'facet.rule': 'Rule',
  },
);
