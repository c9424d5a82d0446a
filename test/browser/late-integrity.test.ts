// That a module which a page loads later is run only as it was built: the import map's hashes are enforced.
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasFirefox, launchChromium } from "../support/browsers.ts";
import { launchFirefox } from "../support/firefox.ts";
import { type Instance, startInstance } from "../support/instance.ts";

const ASSETS = join(import.meta.dirname, "..", "..", "dist", "web", "assets");
/** A module of the client's page that comes only when it is asked for. */
const LATE = readdirSync(ASSETS).find((name) => /^consent-de-.*\.js$/.test(name)) ?? "not built";
const IMPORT = `import("/assets/${LATE}").then(() => "run", () => "refused")`;

/** What the contexts of both browsers can do. */
interface AnyContext {
  newPage(): Promise<{
    goto(address: string): Promise<unknown>;
    evaluate(text: string): Promise<unknown>;
  }>;
  close(): Promise<void>;
}

describe("a module that comes later", () => {
  let instance: Instance;
  let middle: Server;
  let isAltered = false;
  let origin: string;
  beforeAll(async () => {
    instance = await startInstance();
    middle = createServer((request, response) => {
      fetch(`${instance.origin}${request.url}`).then(
        async (answer) => {
          for (const [name, value] of answer.headers)
            if (!/^content-(encoding|length)$|^transfer/.test(name)) response.setHeader(name, value);
          const body = Buffer.from(await answer.arrayBuffer());
          const more = isAltered && request.url === `/assets/${LATE}` ? "\nglobalThis.altered = true;" : "";
          response.writeHead(answer.status).end(Buffer.concat([body, Buffer.from(more)]));
        },
        () => response.writeHead(502).end(),
      );
    }).listen(0, "127.0.0.1");
    await once(middle, "listening");
    origin = `http://localhost:${(middle.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    middle?.closeAllConnections();
    middle?.close();
    await instance?.remove();
  });

  /** What becomes of the module in the page of a new context: as it was built, and with a line more. */
  async function outcomes(newContext: () => Promise<AnyContext>): Promise<unknown[]> {
    const seen: unknown[] = [];
    for (isAltered of [false, true]) {
      const context = await newContext();
      const page = await context.newPage();
      await page.goto(`${origin}/call`);
      seen.push(await page.evaluate(IMPORT));
      await context.close();
    }
    return seen;
  }

  test("is run as it was built, and refused with a line more, in Chromium", async () => {
    const browser = await launchChromium();
    expect(await outcomes(() => browser.newContext())).toEqual(["run", "refused"]);
    await browser.close();
  });

  test.skipIf(!hasFirefox())("is run as it was built, and refused with a line more, in Firefox", async () => {
    const browser = await launchFirefox();
    expect(await outcomes(() => browser.createBrowserContext())).toEqual(["run", "refused"]);
    await browser.close();
  });
});
