/** The texts of one page or one set of shared components, in every language. */
export interface Texts<K extends string = string> {
  readonly ns: string;
  readonly zh: Readonly<Record<K, string>>;
  readonly en: Readonly<Record<K, string>>;
}

/** Declares texts; that every key has both languages is checked by the types. {{name}} takes a value. */
export function defineTexts<const Z extends Readonly<Record<string, string>>>(
  ns: string,
  zh: Z,
  en: Readonly<Record<NoInfer<keyof Z>, string>>,
): Texts<keyof Z & string> {
  return { ns, zh, en };
}
