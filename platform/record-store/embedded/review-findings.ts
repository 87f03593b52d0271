import type { DatabaseSync } from 'node:sqlite';
import type { StoredFinding } from '../../../contracts/call-record.ts';
import type { Review } from '../../../contracts/review.ts';
import { checkReviewWrite } from '../check-review-write.ts';
import type { ReviewWrite } from '../port.ts';
import { isSameReview } from '../same-review.ts';
import { parseFinding } from './read-call.ts';
import type { Transactions } from './transactions.ts';

/** RecordStore.getFinding and writeReview over SQLite. */
export function createReviews({ db, transactions }: { db: DatabaseSync; transactions: Transactions }) {
  function find(findingId: string): StoredFinding | null {
    const row = db
      .prepare('SELECT finding, review, superseded FROM findings WHERE finding_id = ?')
      .get(findingId);
    return row === undefined ? null : parseFinding(row);
  }

  return {
    async getFinding(findingId: string): Promise<StoredFinding | null> {
      return transactions.read(() => find(findingId));
    },

    async writeReview(findingId: string, review: Review, expectedVersion: number): Promise<ReviewWrite> {
      checkReviewWrite(review, expectedVersion);
      return transactions.write((): ReviewWrite => {
        const stored = find(findingId);
        if (stored === null) return { status: 'not_found' };
        if (isSameReview(stored.review, review)) return { status: 'written', finding: stored };
        if (stored.review.version !== expectedVersion) return { status: 'conflict', finding: stored };
        db.prepare('UPDATE findings SET review = ?, review_state = ?, verdict = ? WHERE finding_id = ?').run(
          JSON.stringify(review),
          review.state,
          review.verdict ?? null,
          findingId,
        );
        return { status: 'written', finding: { ...stored, review } };
      });
    },
  };
}
