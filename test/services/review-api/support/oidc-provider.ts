import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { Provider } from 'oidc-provider';

/** Claims of the people that the provider knows, by what they sign in with. */
export type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface ProviderUnderTest {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Changes what the provider says about somebody from the next sign-in on. */
  setClaims(person: string, claims: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

/** A real OpenID Connect provider on a free port; any password is right. Stopped after the test. */
export async function startProvider(
  t: Pick<TestContext, 'after'>,
  { publicUrl, people }: { readonly publicUrl: string; readonly people: People },
): Promise<ProviderUnderTest> {
  const known = new Map(Object.entries(people));
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const [clientId, clientSecret] = ['callwarden', 'a client secret for tests'];
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${publicUrl}/v1/oidc/callback`],
        post_logout_redirect_uris: [`${publicUrl}/`],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username', 'name', 'roles', 'realm', 'collector_id'] },
    cookies: { keys: ['a key for cookies in tests'] },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...known.get(id) }),
    }),
  });
  server.on('request', provider.callback());
  async function stop(): Promise<void> {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  t.after(stop);
  return {
    issuer,
    clientId,
    clientSecret,
    setClaims: (person, claims) => void known.set(person, claims),
    stop,
  };
}
