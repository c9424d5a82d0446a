// Builds the gallery into a folder of its own and serves it on this machine only.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";
import { freePort } from "../support/instance.ts";

export interface Gallery {
  readonly origin: string;
  close(): Promise<void>;
}

export async function serveGallery(): Promise<Gallery> {
  const outDir = await mkdtemp(join(tmpdir(), "connect-gallery-"));
  const shared = { configFile: false, root: import.meta.dirname, logLevel: "error" } as const;
  await build({
    ...shared,
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, target: "es2022" },
  });
  const port = await freePort();
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: "127.0.0.1", port, strictPort: true },
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
