/** An earlier (or later) contact with the same debtor or number; the record store gives them, each call once. */
export interface PastContact {
  readonly callId: string;
  readonly startedAtMs: number;
  readonly direction: 'outbound' | 'inbound';
  readonly caseId: string | null;
  readonly numberHash: string | null;
  /** The person spoke: a conversation, not a dial. */
  readonly effectiveContact: boolean;
}
