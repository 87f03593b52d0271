import type { EventLog } from '../../platform/event-log/port.ts';
import type { Health } from '../../platform/lifecycle/create-lifecycle.ts';
import type { RecordStore } from '../../platform/record-store/port.ts';
import type { AnalyseCall } from '../analyzer/analyse-call.ts';
import type { Rulebook } from '../analyzer/rulebook/rulebook.ts';
import { createTopicWatch, type TopicWatch } from './events/topic-watch.ts';
import { createDeadLetters, type SendAgain } from './pipeline/dead-letters.ts';
import { createPipelineStatus } from './pipeline/pipeline-status.ts';
import type { PipelineDoor } from './routes/pipeline-routes.ts';
import { createRulesDoor, type RulesDoor } from './rules/rules-door.ts';

export interface DoorsOptions {
  readonly eventLog: Pick<EventLog, 'lag' | 'browse'>;
  readonly store: Pick<RecordStore, 'search'>;
  readonly rulebook: Rulebook;
  /** The lexicons folder that the rulebook was loaded from. */
  readonly folder: string;
  readonly analyse: AnalyseCall;
  /** The analyzer's consumer group. */
  readonly group: string;
  readonly health: () => Health;
  readonly sendAgain: SendAgain;
}

/** What the API shows of its surroundings: the rulebook in force, the stream, and that something has changed. */
export interface Doors {
  readonly rules: RulesDoor;
  readonly pipeline: PipelineDoor;
  readonly events: TopicWatch;
}

export function openDoors(options: DoorsOptions): Doors {
  return {
    rules: createRulesDoor(options),
    pipeline: { status: createPipelineStatus(options), deadLetters: createDeadLetters(options) },
    events: createTopicWatch(options),
  };
}
