import { join } from 'node:path';
import type { Config } from '../../../platform/config/config-schema.ts';
import type { SigningKeySource } from './evidence-keys.ts';

/** The signing key of an installation: a file in its data folder that only its owner may read, made when it is missing. */
export function evidenceKeySource({ dataDir }: Pick<Config, 'dataDir'>): SigningKeySource {
  return { file: join(dataDir, 'evidence-signing.key') };
}
