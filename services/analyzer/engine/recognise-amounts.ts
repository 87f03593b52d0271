import type { Hit, Line } from './scene.ts';
export function recogniseAmounts(_line: Line, _language: string): readonly Hit[] {
  return [];
}
