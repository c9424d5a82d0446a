// Bundles the bare page and serves it from an origin of its own.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { join } from "node:path";
import { build } from "vite";

export interface BarePage {
  readonly origin: string;
  close(): Promise<void>;
}

const HTML = `<!doctype html><html lang="en"><title>Bare</title><body><script type="module" src="/page.js"></script></body></html>`;

/** The code of a file of `bare/` with all that it imports. */
export async function bundle(program: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      rolldownOptions: {
        input: join(import.meta.dirname, "bare", program),
        output: { entryFileNames: "page.js", codeSplitting: false },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const one of outputs) {
    if (!("output" in one)) continue;
    for (const chunk of one.output) if (chunk.type === "chunk" && chunk.isEntry) return chunk.code;
  }
  throw new Error("the bare page has no program");
}

/** An address besides the loopback, with the certificate that browsers ask for there. */
export interface SecureAddress {
  readonly host: string;
  readonly cert: string;
  readonly key: string;
}

/** Builds once and serves on a free port, of the loopback if nothing else is said. `program` is a file of `bare/`. */
export async function serveBarePage(secure?: SecureAddress, program = "page.ts"): Promise<BarePage> {
  const code = await bundle(program);
  const answer: RequestListener = (request, response) => {
    const isProgram = request.url === "/page.js";
    response.setHeader("content-type", isProgram ? "text/javascript" : "text/html; charset=utf-8");
    response.end(isProgram ? code : HTML);
  };
  const server =
    secure === undefined
      ? createServer(answer)
      : createSecureServer({ cert: readFileSync(secure.cert), key: readFileSync(secure.key) }, answer);
  server.listen(0, secure?.host ?? "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    origin:
      secure === undefined ? `http://localhost:${address.port}` : `https://${secure.host}:${address.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
