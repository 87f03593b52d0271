import {
  DEFAULT_REVIEW_SETTINGS,
  type KeptReviewSettings,
  ReviewSettings,
} from '../../../contracts/review-settings.ts';
import type { DocumentStore } from '../kept-documents.ts';

const KIND = 'review-settings';
const ID = 'current';

export interface ReviewSettingsKeeper {
  read(): Promise<KeptReviewSettings>;
  current(): Promise<ReviewSettings>;
  /** Over the version that was seen; else what is there now. */
  replace(
    settings: ReviewSettings,
    version: number,
  ): Promise<{ readonly written: boolean; readonly kept: KeptReviewSettings }>;
}

/** How review works here, as a document of the record store; the defaults until somebody sets something else. */
export function createReviewSettingsKeeper(store: DocumentStore): ReviewSettingsKeeper {
  async function read(): Promise<KeptReviewSettings> {
    const found = await store.getDocument(KIND, ID);
    if (found === null) return { version: 0, settings: DEFAULT_REVIEW_SETTINGS };
    return { version: found.version, settings: ReviewSettings.parse(found.body) };
  }

  return {
    read,
    current: async () => (await read()).settings,
    async replace(settings, version) {
      const written = await store.putDocument(KIND, ID, settings, version);
      if (written === null) return { written: false, kept: await read() };
      return { written: true, kept: { version: written, settings } };
    },
  };
}
