// The pages that work without JavaScript, each written once per language when the program starts.
import { readFileSync } from "node:fs";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Language } from "../../platform/document.ts";
import { DOWNLOADS, downloadPath } from "./download.ts";

/** Path to finished document, in both languages. */
export type Pages = Readonly<Record<string, Readonly<Record<Language, string>>>>;

const STYLESHEET = readFileSync(new URL("./pages.css", import.meta.url), "utf8");

export function registerPages(
  app: FastifyInstance,
  pages: Pages,
  languageOf: (request: FastifyRequest) => Language,
): void {
  app.get("/pages.css", (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("Cache-Control", "public, max-age=3600").send(STYLESHEET),
  );
  for (const [path, documents] of Object.entries(pages)) {
    const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const language = languageOf(request);
      return reply
        .type("text/html; charset=utf-8")
        .header("Content-Language", language)
        .header("Vary", "Accept-Language")
        .header("Cache-Control", "no-cache")
        .send(documents[language]);
    };
    app.get(path, answer);
    const names = DOWNLOADS[path];
    if (names !== undefined)
      app.get(downloadPath(path), (request, reply) => {
        reply.header("Content-Disposition", `attachment; filename="${names[languageOf(request)]}"`);
        return answer(request, reply);
      });
  }
}
