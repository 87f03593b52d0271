import { z } from 'zod';
import { RecordStoreError } from '../port.ts';
import { type Refusal, unexpectedRefusal } from './answer-fault.ts';
import type { Family, IndexNames } from './index-names.ts';
import { documentsIndexBody, familyTemplate, ledgerIndexBody, MAPPINGS } from './index-templates.ts';
import type { Requests } from './requests.ts';

const Acknowledged = z.object({ acknowledged: z.literal(true) });
const FAMILIES: readonly Family[] = ['calls', 'findings'];

export interface MonthIndices {
  ensureSchema(): Promise<void>;
  /** Makes sure that a month can be written to. Remembers it until forget(). */
  ensureMonth(family: Family, month: string): Promise<void>;
  /** After a write found no such index: a retention policy has deleted the month. */
  forget(family: Family, month: string): void;
}

export interface MonthIndicesDeps {
  readonly requests: Requests;
  readonly names: IndexNames;
  /** Primary shards of a month. */
  readonly shards: number;
}

export function createMonthIndices({ requests, names, shards }: MonthIndicesDeps): MonthIndices {
  const ready = new Set<string>();

  async function put(path: readonly string[], body: object): Promise<Refusal | null> {
    const answer = await requests.send({ method: 'PUT', path, body }, Acknowledged);
    return answer.ok ? null : answer;
  }

  async function mustPut(path: readonly string[], body: object): Promise<void> {
    const refusal = await put(path, body);
    if (refusal !== null) throw unexpectedRefusal(path.join('/'), refusal);
  }

  /** Months made by an older program learn the fields that have come since. */
  async function extendMonths(family: Family): Promise<void> {
    const refusal = await put([names.all(family), '_mapping'], MAPPINGS[family]);
    if (refusal !== null && refusal.status !== 404) throw unexpectedRefusal(`mapping of ${family}`, refusal);
  }

  /** Without its template a month would take any field and be in no search. */
  async function needTemplate(family: Family): Promise<void> {
    const path = ['_index_template', names.all(family)];
    const answer = await requests.send({ method: 'GET', path }, z.unknown());
    if (!answer.ok) throw cannotMake(`a month of ${family}`, answer);
  }

  async function createIndex(index: string, body: object, alias: string): Promise<void> {
    const refusal = await put([index], body);
    if (refusal === null) return;
    if (refusal.type === 'resource_already_exists_exception') {
      return mustPut([index, '_alias', alias], { is_write_index: true });
    }
    throw cannotMake(index, refusal);
  }

  return {
    async ensureSchema() {
      for (const family of FAMILIES) {
        await mustPut(['_index_template', names.all(family)], familyTemplate(family, names, shards));
        await extendMonths(family);
      }
      await createIndex(names.documentsIndex, documentsIndexBody(names), names.documents);
      await createIndex(names.ledgerIndex, ledgerIndexBody(names), names.ledger);
    },
    async ensureMonth(family, month) {
      const alias = names.writing(family, month);
      if (ready.has(alias)) return;
      await needTemplate(family);
      await createIndex(
        names.month(family, month),
        { aliases: { [alias]: { is_write_index: true } } },
        alias,
      );
      ready.add(alias);
    },
    forget(family, month) {
      ready.delete(names.writing(family, month));
    },
  };
}

/** For example as many shards as the cluster allows, or no template: an operator's matter, and none of the call's. */
function cannotMake(what: string, { status, type, reason }: Refusal): RecordStoreError {
  const message = `${what} cannot be made (${status} ${type}: ${reason})`;
  return new RecordStoreError('STORE_REFUSED', message, { retriable: true });
}
