import { type ThemeConfig, theme } from 'antd';

export const LOOKS = ['light', 'dark', 'system'] as const;
export type Look = (typeof LOOKS)[number];

const ACCENT = { light: '#1d4f91', dark: '#3d74c0' } as const;

/** Ant Design in the console's colours, dense. The rest of the page takes base.css. */
export function antdTheme(dark: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: dark ? ACCENT.dark : ACCENT.light,
      colorLink: dark ? '#7fb2f5' : '#1d4f91',
      colorTextPlaceholder: dark ? '#a7b4c3' : '#505c6b',
      colorTextDescription: dark ? '#a7b4c3' : '#505c6b',
      colorError: dark ? '#ff7b83' : '#b3161f',
      colorBgLayout: 'var(--page)',
      borderRadius: 6,
      fontSize: 14,
      fontFamily: 'var(--font)',
      controlHeight: 30,
      motion: false,
      wireframe: false,
    },
  };
}
