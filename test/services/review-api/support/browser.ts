/** A page that a browser has ended up at. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Kept {
  readonly value: string;
  readonly path: string;
}

/** As much of a browser as a sign-in needs: cookies by path, redirects, forms. */
export function createBrowser() {
  const cookies = new Map<string, Kept>();

  function keep(set: string): void {
    const [pair = '', ...attributes] = set.split('; ');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    const isGone =
      value === '' || attributes.some((one) => /^(max-age=0|expires=Thu, 01 Jan 1970)/i.test(one));
    if (isGone) cookies.delete(`${name} ${path}`);
    else cookies.set(`${name} ${path}`, { value, path });
  }

  const cookiesFor = ({ pathname }: URL) =>
    [...cookies]
      .filter(([, { path }]) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ');

  /** Follows redirects while they lead to an address that `stopAt` does not hold. */
  async function go(
    address: string | URL,
    { form, stopAt = () => false }: { form?: Record<string, string>; stopAt?: (url: URL) => boolean } = {},
  ): Promise<Page> {
    let url = new URL(address);
    let body = form === undefined ? null : new URLSearchParams(form);
    for (let hops = 0; hops < 20; hops += 1) {
      const response = await fetch(url, {
        method: body === null ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { accept: 'text/html', cookie: cookiesFor(url) },
        ...(body === null ? {} : { body }),
      });
      for (const set of response.headers.getSetCookie()) keep(set);
      const next = response.headers.get('location');
      const text = await response.text();
      const page = { url, status: response.status, headers: response.headers, text };
      if (next === null) return page;
      url = new URL(next, url);
      body = null;
      if (stopAt(url)) return { ...page, url };
    }
    throw new Error('redirected for ever');
  }

  return { go, cookiesFor: (address: string) => cookiesFor(new URL(address)) };
}
