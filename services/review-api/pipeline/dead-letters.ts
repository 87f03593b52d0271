import type { RedriveResult, RejectedView } from '../../../contracts/pipeline.ts';
import { RejectedMessage } from '../../../contracts/rejected.ts';
import type { EventLog } from '../../../platform/event-log/port.ts';

/** Sends original bytes into the stream again; rejected: how many of their items were refused at once. */
export type SendAgain = (original: Uint8Array, name: string) => Promise<{ readonly rejected: number }>;

export interface DeadLetters {
  /** Each once, the newest first. */
  list(): Promise<readonly RejectedView[]>;
  redrive(ids: readonly string[]): Promise<RedriveResult>;
}

export interface DeadLettersOptions {
  readonly eventLog: Pick<EventLog, 'browse'>;
  readonly sendAgain: SendAgain;
}

/** The dead letters of the rejected topic. The topic is at least once too: the same id is one letter. */
export function createDeadLetters({ eventLog, sendAgain }: DeadLettersOptions): DeadLetters {
  async function letters(): Promise<ReadonlyMap<string, RejectedMessage>> {
    const byId = new Map<string, RejectedMessage>();
    for await (const { value } of eventLog.browse('rejected')) {
      const letter = RejectedMessage.parse(JSON.parse(Buffer.from(value).toString('utf8')));
      byId.set(letter.id, letter);
    }
    return byId;
  }

  return {
    async list() {
      const views = [...(await letters()).values()].map(({ original, ...rest }) => ({
        ...rest,
        bytes: Buffer.byteLength(original, 'base64'),
      }));
      return views.sort((a, b) => (a.at < b.at ? 1 : -1));
    },
    async redrive(ids) {
      const known = await letters();
      const chosen = [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
      let rejectedAgain = 0;
      for (const { id, original } of chosen) {
        const { rejected } = await sendAgain(Buffer.from(original, 'base64'), `redrive of ${id}`);
        rejectedAgain += rejected;
      }
      return { sent: chosen.length, rejectedAgain, notFound: new Set(ids).size - chosen.length };
    },
  };
}
