// The built web files. Assets carry a hash in their name and may be kept for ever; pages are asked for each time.
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

const PAGES = { "/call": "call.html", "/check": "check.html", "/practice": "practice.html" } as const;

function cacheControl(path: string): string {
  if (path.includes("/assets/")) return "public, max-age=31536000, immutable";
  return path.endsWith(".html") || path.endsWith(".html.gz") || path.endsWith(".html.br")
    ? "no-store"
    : "public, max-age=3600";
}

/** Serves the folder that the web build wrote, with an address for each of its pages. */
export async function serveStaticFiles(app: FastifyInstance, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(directory),
    // Files compressed by the build are preferred; none are compressed here, so none cost time per request.
    preCompressed: true,
    cacheControl: false,
    index: false,
    dotfiles: "ignore",
    setHeaders: (reply, path) => reply.header("Cache-Control", cacheControl(path)),
  });
  for (const [path, file] of Object.entries(PAGES)) {
    app.get(path, (_request, reply) => reply.sendFile(file));
  }
}
