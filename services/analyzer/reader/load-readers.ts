import { problem, type RulebookProblem } from '../rulebook/problem.ts';
import { decodeModel, ReaderCard, type ReaderModel } from './model.ts';
import { featureKinds } from './turn-features.ts';

/** Loads the readers that a lexicons folder holds (reader/<lang>/model.json and weights.txt); a faulty one is a problem. */
export function loadReaders(
  files: ReadonlyMap<string, string>,
  problems: RulebookProblem[],
): ReadonlyMap<'zh' | 'en', ReaderModel> {
  const readers = new Map<'zh' | 'en', ReaderModel>();
  for (const language of ['zh', 'en'] as const) {
    const file = `reader/${language}/model.json`;
    const text = files.get(file);
    if (text === undefined) continue;
    const model = modelOf(text, files.get(`reader/${language}/weights.txt`) ?? '');
    if (model === null || model.card.language !== language) {
      problems.push(
        problem(
          file,
          1,
          'reader',
          '第二阅读器的两个文件不配套，请重新运行 npm run train',
          'the two files of the second reader do not fit each other or this version; run npm run train again',
        ),
      );
    } else readers.set(language, model);
  }
  return readers;
}

function modelOf(text: string, weights: string): ReaderModel | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const card = ReaderCard.safeParse(json);
  if (!card.success) return null;
  const kinds = featureKinds(card.data.language).map(({ name }) => name);
  return kinds.join() === card.data.kinds.join() ? decodeModel(card.data, weights) : null;
}
