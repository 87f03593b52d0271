import type { DatabaseSync } from 'node:sqlite';
import type { StoredFinding } from '../../../contracts/call-record.ts';
import type { Review } from '../../../contracts/review.ts';
import { checkReviewWrite } from '../check-review-write.ts';
import type { ReviewWrite } from '../port.ts';
import { isSameReview } from '../same-review.ts';
import { putReviews } from './put-call.ts';
import { parseFinding, readCall } from './read-call.ts';
import type { Transactions } from './transactions.ts';

export interface ReviewsDeps {
  readonly db: DatabaseSync;
  readonly transactions: Transactions;
  readonly now: () => Date;
}

/** RecordStore.getFinding and writeReview over SQLite. */
export function createReviews({ db, transactions, now }: ReviewsDeps) {
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
        const read = stored && readCall(db, stored.finding.callId);
        if (stored === null || !read) return { status: 'not_found' };
        if (isSameReview(stored.review, review)) return { status: 'written', finding: stored };
        if (stored.review.version !== expectedVersion) return { status: 'conflict', finding: stored };
        const findings = read.call.findings.map((each) =>
          each.finding.id === findingId ? { ...each, review } : each,
        );
        putReviews(db, { ...read.call, findings }, read.id, now().getTime());
        return { status: 'written', finding: { ...stored, review } };
      });
    },
  };
}
