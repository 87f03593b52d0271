import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { TestCertificates } from './test-certificates.ts';

export interface SecureProxyOptions {
  /** URL of the plain HTTP server behind. */
  readonly target: string;
  readonly certificates: TestCertificates;
  /** When given, requests without exactly these get 401. */
  readonly basicAuth?: { readonly username: string; readonly password: string };
  /** When true, the TLS handshake fails without a certificate of the authority. */
  readonly clientCertificate?: boolean;
}

export interface SecureProxy {
  /** https URL. */
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * TLS, basic authentication and client certificates before an OpenSearch without its security plugin, which
 * Maven Central does not have.
 */
export function startSecureProxy(options: SecureProxyOptions): Promise<SecureProxy> {
  const { certificates, basicAuth, clientCertificate = false } = options;
  const expected =
    basicAuth && `Basic ${Buffer.from(`${basicAuth.username}:${basicAuth.password}`).toString('base64')}`;
  const server = createServer(
    {
      ...certificates.server,
      ca: certificates.ca,
      requestCert: clientCertificate,
      rejectUnauthorized: clientCertificate,
    },
    (request, response) => {
      if (expected !== undefined && request.headers.authorization !== expected) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="OpenSearch"' }).end('Unauthorized');
      } else forward(options.target, request, response);
    },
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      resolve({
        address: `https://localhost:${port}`,
        async stop() {
          server.closeAllConnections();
          await new Promise((done) => server.close(done));
        },
      });
    });
  });
}

function forward(target: string, request: IncomingMessage, response: ServerResponse): void {
  const { authorization: _checkedHere, ...headers } = request.headers;
  const url = new URL(request.url ?? '/', target);
  const onward = httpRequest(url, { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.once('error', () => response.destroy());
  request.pipe(onward);
}
