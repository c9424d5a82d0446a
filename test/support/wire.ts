// Everything that a page exchanges with the network, as the browser itself reports it: to whom, and with which headers.
import type { Page } from "playwright";

export interface Wire {
  /** Hosts of all requests and WebSockets. */
  readonly hosts: ReadonlySet<string>;
  /** Requests and answers with a header that a cookie is carried by or set in. */
  readonly cookies: readonly string[];
  readonly requests: () => number;
  readonly sockets: () => number;
}

// Chromium's DevTools protocol: only these events show the headers as they go over the wire, cookies among them.
const WITH_HEADERS = [
  "Network.requestWillBeSentExtraInfo",
  "Network.responseReceivedExtraInfo",
  "Network.webSocketWillSendHandshakeRequest",
  "Network.webSocketHandshakeResponseReceived",
] as const;

/** Listens from now on. */
export async function tapWire(page: Page): Promise<Wire> {
  const hosts = new Set<string>();
  const cookies: string[] = [];
  let requests = 0;
  let sockets = 0;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  const note = (address: string): void => {
    const { protocol, host } = new URL(address);
    if (protocol !== "data:" && protocol !== "blob:") hosts.add(host);
  };
  devtools.on("Network.requestWillBeSent", ({ request }) => {
    requests += 1;
    note(request.url);
  });
  devtools.on("Network.webSocketCreated", ({ url }) => {
    sockets += 1;
    note(url);
  });
  for (const event of WITH_HEADERS) {
    devtools.on(event, (seen: object) => {
      const { headers, request, response } = seen as Readonly<
        Record<"headers" | "request" | "response", { readonly headers?: object } | undefined>
      >;
      for (const name of Object.keys(headers ?? request?.headers ?? response?.headers ?? {}))
        if (/^(set-)?cookie2?$/i.test(name)) cookies.push(`${event} ${name}`);
    });
  }
  return { hosts, cookies, requests: () => requests, sockets: () => sockets };
}
