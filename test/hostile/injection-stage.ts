// What an injection is tried against: the real pages, the same pages without their headers, and another origin that
// writes down who asks it for something.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Headers that keep a page to itself; the copy without policy lacks them. */
const PROTECTION =
  /^(content-security-policy|x-frame-options|cross-origin-|permissions-policy|referrer-policy|x-content-type)/;

export interface Site {
  readonly origin: string;
  close(): Promise<void>;
}

async function start(server: Server): Promise<Site> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The pages of `origin` without the headers that protect them. */
export function withoutPolicy(origin: string): Promise<Site> {
  return start(
    createServer((request, response) => {
      const type = request.headers["accept-language"];
      fetch(`${origin}${request.url}`, { headers: type === undefined ? {} : { "accept-language": type } })
        .then(async (answer) => {
          for (const [name, value] of answer.headers)
            if (!PROTECTION.test(name) && !/^content-(encoding|length)$|^transfer/.test(name))
              response.setHeader(name, value);
          response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
        })
        .catch(() => response.writeHead(502).end());
    }),
  );
}

export interface Elsewhere extends Site {
  /** Takes the names of all that arrived since the last time. */
  take(): string[];
}

/** An origin that lets everybody in and answers everything, with a page under `/page/`. */
export async function elsewhere(): Promise<Elsewhere> {
  let arrived: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const [, kind, name = ""] = (request.url ?? "").replace("?", "").split("/");
    if (kind === "away") arrived.push(decodeURIComponent(name));
    response.writeHead(200, {
      "content-type": kind === "page" ? "text/html" : "text/javascript",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    });
    response.end(kind === "page" ? "<!doctype html><title>elsewhere</title><body></body>" : "");
  });
  server.on("upgrade", (request, socket) => {
    arrived.push(decodeURIComponent((request.url ?? "").split("/")[2] ?? ""));
    socket.destroy();
  });
  return {
    ...(await start(server)),
    take() {
      const taken = arrived;
      arrived = [];
      return taken;
    },
  };
}
