import type { Setting } from './list-settings.ts';

/** A value given for a setting by one layer, before it is checked. */
export interface Given {
  readonly setting: Setting;
  readonly value: unknown;
  readonly source: string;
}
