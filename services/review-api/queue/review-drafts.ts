import { z } from 'zod';
import { DraftBody, type DraftInput, type ReviewDraft } from '../../../contracts/review-draft.ts';
import { OffsetDateTime } from '../../../contracts/text.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';

const Kept = z.strictObject({ savedAt: OffsetDateTime, draft: DraftBody });

export interface ReviewDrafts {
  read(person: string, callId: string): Promise<ReviewDraft>;
  /** Over the version that was seen; else what is there now, unsaved. */
  save(
    person: string,
    callId: string,
    input: DraftInput,
  ): Promise<{ readonly saved: boolean; readonly draft: ReviewDraft }>;
  remove(person: string, callId: string): Promise<void>;
}

const EMPTY: DraftBody = { findings: [], missed: [] };

/** Unfinished reviews, one for each person and call; nobody else sees them. */
export function createReviewDrafts(store: DocumentStore, now: () => Date): ReviewDrafts {
  const kind = 'review-draft';
  const documents = createKeptDocuments(store, kind, Kept);
  const idOf = (person: string, callId: string) => JSON.stringify([person, callId]);

  async function read(person: string, callId: string): Promise<ReviewDraft> {
    const kept = await documents.get(idOf(person, callId));
    if (kept === null) return { callId, version: 0, savedAt: null, draft: EMPTY };
    return { callId, version: kept.version, ...kept.body };
  }

  return {
    read,
    async save(person, callId, { draft, version }) {
      const savedAt = now().toISOString();
      const written = await store.putDocument(kind, idOf(person, callId), { savedAt, draft }, version);
      if (written === null) return { saved: false, draft: await read(person, callId) };
      return { saved: true, draft: { callId, version: written, savedAt, draft } };
    },
    remove: (person, callId) => documents.remove(idOf(person, callId)),
  };
}
