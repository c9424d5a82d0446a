// `npm run weight`: what a guest's browser loads until the lobby is ready. One JSON line on stdout, bytes;
// exit 1 when it is more than promised.
import { gzipSync } from "node:zlib";
import { launchChromium } from "../test/support/browsers.ts";
import { startInstance } from "../test/support/instance.ts";
import { knockButton, sampleLink } from "../test/support/people.ts";

const GZIP_MAX = 45_000;
const REQUESTS_MAX = 8;

const instance = await startInstance();
const browser = await launchChromium();
try {
  const page = await (await browser.newContext({ locale: "de-DE" })).newPage();
  const loading: Promise<{ type: string; body: Buffer }>[] = [];
  page.on("request", (request) => {
    loading.push(
      request.response().then(async (response) => ({
        type: response?.headers()["content-type"] ?? "",
        body: (await response?.body().catch(() => null)) ?? Buffer.alloc(0),
      })),
    );
  });
  await page.goto(await sampleLink(instance.origin));
  await knockButton(page).waitFor();
  await page.waitForLoadState("networkidle");
  const loaded = await Promise.all(loading);
  const programs = loaded.filter(({ type }) => /javascript|css/.test(type)).map(({ body }) => body);
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  const guest = {
    requests: loaded.length,
    raw: sum(programs.map((body) => body.byteLength)),
    gzip: sum(programs.map((body) => gzipSync(body, { level: 9 }).byteLength)),
  };
  console.log(JSON.stringify({ guest }));
  process.exitCode = guest.gzip <= GZIP_MAX && guest.requests <= REQUESTS_MAX ? 0 : 1;
} finally {
  await browser.close();
  await instance.remove();
}
