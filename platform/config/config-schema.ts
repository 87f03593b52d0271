import { z } from 'zod';
import { ledger, oidc } from './access-settings.ts';
import { kafka, openSearch } from './cluster-settings.ts';
import { secretSetting, section, setting } from './setting.ts';

const Port = z.int().min(0).max(65_535);
const Text = z.string().trim().min(1);
const Bytes = z.int().min(1_024).max(1_073_741_824);

const http = section({
  host: setting(
    Text.default('127.0.0.1'),
    'Address that servers listen on; 0.0.0.0 for every network interface',
  ),
  port: setting(Port.default(8080), 'Port of the console and the API; 0 takes a free one'),
  trustProxy: setting(
    z.array(Text).default([]),
    'Proxies in front whose X-Forwarded-For is believed: addresses, networks (10.0.0.0/8), loopback or uniquelocal',
  ),
});

const ingest = section({
  port: setting(
    z.union([z.literal('shared'), Port]).default(8081),
    'Port of the intake when it runs as its own process; shared puts it on http.port',
  ),
  apiKeys: secretSetting(
    z
      .array(
        z.string().regex(/^(sha256:[0-9a-f]{64}|(?!sha256:)[\x21-\x7e]{16,})$/, {
          error: 'must be 16 or more visible ASCII characters, or sha256: and 64 lower-case hex digits',
        }),
      )
      .default([]),
    'Keys that senders present, plain or as sha256:HEX; several allow rotation',
  ),
  maxBodyBytes: setting(Bytes.default(16_777_216), 'Largest request body, measured after decompression'),
  maxItems: setting(z.int().min(1).max(100_000).default(1_000), 'Most transcripts in one request'),
  maxInFlight: setting(z.int().min(1).max(10_000).default(64), 'Most requests worked on at once'),
  maxInFlightBytes: setting(
    Bytes.default(134_217_728),
    'Most bytes of bodies held at once; beyond it senders are asked to wait',
  ),
  folder: setting(Text.optional(), 'Folder watched for files of transcripts; none when left out'),
  folderSettleMs: setting(
    z.int().min(10).max(3_600_000).default(2_000),
    'How long a file must stay unchanged before it counts as complete',
  ),
  kafkaTopic: setting(
    Text.optional(),
    'Exact name of a topic of another system to take transcripts from; none when left out',
  ),
  kafkaGroup: setting(Text.default('callwarden-ingest'), 'Consumer group that reads ingest.kafkaTopic'),
});

const analyzer = section({
  rulebookDir: setting(Text.default('lexicons'), 'Folder of the rules, terms and parameters'),
  sampleRate: setting(
    z.number().min(0).max(1).default(0.01),
    'Share of unflagged calls kept in full for blind review, 0 to 1',
  ),
  sampleSeed: setting(Text.default('callwarden'), 'Decides with the call id which calls the sample takes'),
  reloadEveryMs: setting(
    z.int().min(0).max(86_400_000).default(5_000),
    'How often analyzer.rulebookDir is looked at for changes to take up without a restart; 0 never',
  ),
  group: setting(Text.default('callwarden-analyzer'), 'Consumer group that reads the transcripts topic'),
});

const log = section({
  level: setting(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    'Least important lines that are written',
  ),
});

const session = section({
  secret: secretSetting(
    z.string().min(32, 'must be 32 characters or more').optional(),
    'Signs session cookies; made and kept in dataDir when left out (embedded only)',
  ),
  maxAgeHours: setting(z.number().min(0.1).max(720).default(12), 'How long a sign-in lasts'),
});

/** Every setting of the product, once: type, check, default and documentation. */
export const Config = z
  .strictObject({
    runtime: setting(
      z.enum(['embedded', 'cluster']).default('embedded'),
      'embedded: SQLite files in dataDir; cluster: Kafka and OpenSearch',
    ),
    dataDir: setting(Text.default('./data'), 'Folder for what this installation keeps'),
    http,
    ingest,
    kafka,
    openSearch,
    analyzer,
    log,
    session,
    ledger,
    oidc,
  })
  .superRefine((config, ctx) => {
    const pair = (path: string[], here: unknown, other: unknown, message: string) => {
      if (here !== undefined && other === undefined) ctx.addIssue({ code: 'custom', path, message });
    };
    if (config.ingest.maxInFlightBytes < config.ingest.maxBodyBytes) {
      const message = 'is below ingest.maxBodyBytes; allow at least one whole body';
      ctx.addIssue({ code: 'custom', path: ['ingest', 'maxInFlightBytes'], message });
    }
    pair(
      ['oidc', 'publicUrl'],
      config.oidc.issuer,
      config.oidc.publicUrl,
      'is missing; the provider must know where to send people back to',
    );
    const { tls, sasl } = config.kafka;
    pair(['kafka', 'tls', 'key'], tls.cert, tls.key, 'is missing; kafka.tls.cert needs its key');
    pair(['kafka', 'tls', 'cert'], tls.key, tls.cert, 'is missing; kafka.tls.key needs its certificate');
    pair(
      ['kafka', 'sasl', 'username'],
      sasl.mechanism,
      sasl.username,
      'is missing; a mechanism needs a user',
    );
    pair(
      ['kafka', 'sasl', 'password'],
      sasl.username,
      sasl.password,
      'is missing; kafka.sasl.username needs one',
    );
    const store = config.openSearch;
    pair(['openSearch', 'key'], store.cert, store.key, 'is missing; openSearch.cert needs its key');
    pair(['openSearch', 'cert'], store.key, store.cert, 'is missing; openSearch.key needs its certificate');
    pair(
      ['openSearch', 'password'],
      store.username,
      store.password,
      'is missing; openSearch.username needs one',
    );
  });
/** The whole configuration, checked, defaults filled in. */
export type Config = z.infer<typeof Config>;
