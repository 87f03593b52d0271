import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../../platform/servers/run-tool.ts';

/** PEM texts. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

export interface TestCertificates {
  /** The self-made authority that signed both. */
  readonly ca: string;
  /** For localhost and 127.0.0.1. */
  readonly server: KeyPair;
  /** Common name `callwarden`. */
  readonly client: KeyPair;
}

/** A new authority with a server's and a client's certificate, each valid for a day. Needs openssl. */
export async function makeTestCertificates(): Promise<TestCertificates> {
  const dir = await mkdtemp(join(tmpdir(), 'callwarden-certificates-'));
  try {
    const caKey = join(dir, 'ca.key');
    const caCert = join(dir, 'ca.pem');
    await openssl('req', '-x509', ...newKey(caKey), '-subj', '/CN=Callwarden test authority', '-out', caCert);
    const sign = async (name: string, extensions: string): Promise<KeyPair> => {
      const key = join(dir, `${name}.key`);
      const request = join(dir, `${name}.csr`);
      const cert = join(dir, `${name}.pem`);
      const settings = join(dir, `${name}.ext`);
      await writeFile(settings, extensions);
      await openssl('req', ...newKey(key), '-subj', `/CN=${name}`, '-out', request);
      const authority = ['-CA', caCert, '-CAkey', caKey, '-CAcreateserial'];
      await openssl(
        'x509',
        '-req',
        ...authority,
        '-days',
        '1',
        '-extfile',
        settings,
        '-in',
        request,
        '-out',
        cert,
      );
      return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
    };
    return {
      ca: await readFile(caCert, 'utf8'),
      server: await sign(
        'localhost',
        'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n',
      ),
      client: await sign('callwarden', 'extendedKeyUsage=clientAuth\n'),
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function newKey(path: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', path];
}

async function openssl(...args: string[]): Promise<void> {
  const { exitCode, tail } = await runTool('openssl', args);
  if (exitCode !== 0) throw new Error(`openssl ${args[0]} failed: ${tail}`);
}
