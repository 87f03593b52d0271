/** The one part of `natural` that english.ts loads; the package declares types for its root import only. */
declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}
