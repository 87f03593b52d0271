import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { startKafka } from '../../platform/servers/start-kafka.ts';
import { startOpenSearch } from '../../platform/servers/start-opensearch.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  $ callwarden servers                      Kafka on 9092 and OpenSearch on 9200, data in ./data/servers
  $ npm start -- --cluster                  in another terminal: the product on them

Needs a JDK (21 or newer for OpenSearch 3, 17 for 2.19) and Maven; no Docker. Loopback only, no TLS: for trying out and
for tests. Production runs docker-compose.yml or your own clusters. Ctrl-C stops both.
Exit codes: 0 stopped as asked, 1 a server could not start (the reason and the mend are told).`;

/** callwarden servers: a real Kafka and a real OpenSearch on this machine, until Ctrl-C. */
export function registerServers(program: Command, terminal: Terminal): void {
  program
    .command('servers')
    .description('run a real Kafka and OpenSearch here, without Docker')
    .option('--dir <folder>', 'where their data lives', 'data/servers')
    .option('--kafka-port <port>', 'port of Kafka', '9092')
    .option('--opensearch-port <port>', 'port of OpenSearch', '9200')
    .addHelpText('after', EXAMPLES)
    .action(async (options: { dir: string; kafkaPort: string; opensearchPort: string }) => {
      const folder = resolve(options.dir);
      await mkdir(folder, { recursive: true });
      const onDownload = (server: string, version: string) =>
        terminal.err(`fetching ${server} ${version}, once`);
      const asked = new Promise<void>((done) => {
        process.once('SIGINT', () => done());
        process.once('SIGTERM', () => done());
      });
      const kafka = await startKafka({ dir: `${folder}/kafka`, port: Number(options.kafkaPort), onDownload });
      terminal.out(`Kafka       ${kafka.address}`);
      try {
        const openSearch = await startOpenSearch({
          dir: `${folder}/opensearch`,
          port: Number(options.opensearchPort),
          onDownload,
        });
        terminal.out(`OpenSearch  ${openSearch.address}`);
        terminal.out('Ctrl-C stops both.');
        await asked;
        await openSearch.stop();
      } finally {
        await kafka.stop();
      }
    });
}
