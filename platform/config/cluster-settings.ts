import { z } from 'zod';
import { secretSetting, section, setting } from './setting.ts';

const Text = z.string().trim().min(1);

/** The event log of a cluster. */
export const kafka = section({
  brokers: setting(z.array(Text).min(1).default(['127.0.0.1:9092']), 'Brokers to start from, host:port'),
  prefix: setting(
    z
      .string()
      .regex(/^[A-Za-z0-9._-]*$/, 'may hold letters, digits, dot, dash and underscore')
      .default('callwarden.'),
    'Put before the name of every topic of the flow',
  ),
  clientId: setting(Text.default('callwarden'), "Name shown in the brokers' logs and quotas"),
  tls: section({
    enabled: setting(z.boolean().default(false), 'Speak TLS with the brokers'),
    ca: setting(
      Text.optional(),
      'PEM file of the authority that signed the brokers; system ones if left out',
    ),
    cert: setting(Text.optional(), 'PEM file of the client certificate, for mutual TLS'),
    key: setting(Text.optional(), 'PEM file of the key of kafka.tls.cert'),
  }),
  sasl: section({
    mechanism: setting(
      z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
      'How to sign in at the brokers; not at all when left out',
    ),
    username: setting(Text.optional(), 'User for kafka.sasl.mechanism'),
    password: secretSetting(z.string().min(1).optional(), 'Password of kafka.sasl.username'),
  }),
  partitions: setting(z.int().min(1).max(10_000).default(6), 'Partitions of a topic that is created'),
  replication: setting(z.int().min(1).max(15).default(1), 'Copies of a topic that is created'),
  maxMessageBytes: setting(
    z.int().min(262_144).max(104_857_600).default(8_388_608),
    'Largest message, in both runtimes; topics that are made here take it, others must be set so',
  ),
});

/** The record store of a cluster. */
export const openSearch = section({
  nodes: setting(z.array(z.url()).min(1).default(['http://127.0.0.1:9200']), 'Nodes to speak with, as URLs'),
  prefix: setting(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, dot, dash, underscore')
      .default('callwarden-'),
    'Put before the name of every index',
  ),
  username: setting(Text.optional(), 'User for basic authentication'),
  password: secretSetting(z.string().min(1).optional(), 'Password of openSearch.username'),
  ca: setting(Text.optional(), 'PEM file of the authority that signed the nodes; system ones if left out'),
  cert: setting(Text.optional(), 'PEM file of the client certificate'),
  key: setting(Text.optional(), 'PEM file of the key of openSearch.cert'),
  requestTimeoutMs: setting(z.int().min(100).max(600_000).default(30_000), 'How long one request may take'),
});
