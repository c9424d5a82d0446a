// The HTTP side: pages, configuration, headers, the API. Pages set no cookie and read none.
import fastifyHelmet from "@fastify/helmet";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { ApiErrorCode } from "../../protocol/api-errors.ts";
import type { WebConfig } from "../../protocol/web-config.ts";
import type { Clock } from "../platform/clock.ts";
import type { ServerRole } from "../platform/config.ts";
import type { Language } from "../platform/document.ts";
import { codeOf, type Log } from "../platform/log.ts";
import type { PeerAddress } from "../platform/peer-address.ts";
import type { SecurityLog } from "../platform/security-log.ts";
import type { AccessLog } from "./access-log.ts";
import { type ApiOptions, registerApi } from "./api.ts";
import { chooseLanguage } from "./language.ts";
import { registerLine } from "./line.ts";
import type { MyData } from "./my-data/my-data.ts";
import { registerMyData } from "./my-data/routes.ts";
import { errorPage } from "./pages/error-page.ts";
import { type Pages, registerPages } from "./pages/routes.ts";
import { helmetOptions, importMapSources, PERMISSIONS_POLICY } from "./security-headers.ts";
import { serveStaticFiles } from "./static-files.ts";

export type AppOptions = {
  readonly role: ServerRole;
  /** Browsers reach the pages by HTTPS, here or at a proxy. */
  readonly https: boolean;
  readonly webConfig: WebConfig;
  readonly webDirectory: string;
  readonly pages: Pages;
  readonly accessLog: AccessLog;
  readonly securityLog: Pick<SecurityLog, "refused" | "write">;
  readonly peerAddress: PeerAddress;
  readonly clock: Pick<Clock, "monotonic">;
  readonly log: Log;
  readonly myData: MyData;
  /** Null for a role without accounts. */
  readonly api: Omit<ApiOptions, "log" | "refused"> | null;
};

function languageOf(request: FastifyRequest): Language {
  const { lang } = request.query as Readonly<Record<string, unknown>>;
  return chooseLanguage(lang, request.headers["accept-language"]);
}

function sendErrorPage(request: FastifyRequest, reply: FastifyReply, status: number): FastifyReply {
  return reply
    .code(status)
    .header("Cache-Control", "no-store")
    .type("text/html; charset=utf-8")
    .send(errorPage(languageOf(request), status));
}

function logAccess(app: FastifyInstance, { accessLog, peerAddress }: AppOptions): void {
  app.addHook("onResponse", async (request, reply) => {
    const length = Number(reply.getHeader("content-length") ?? 0);
    accessLog.write({
      method: request.method,
      path: request.routeOptions.url ?? "(unknown)",
      status: reply.statusCode,
      bytes: Number.isFinite(length) ? length : 0,
      durationMs: reply.elapsedTime,
      address: peerAddress(request.raw),
    });
  });
}

/** Builds the routes. The returned app does not listen: `app.routing` is the handler for whoever does. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    // Routes that take more say so.
    bodyLimit: 1_024,
    exposeHeadRoutes: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  await app.register(
    fastifyHelmet,
    helmetOptions({
      relayUrl: options.webConfig.relayUrl,
      https: options.https,
      importMaps: importMapSources(options.webDirectory),
    }),
  );
  app.addHook("onSend", async (_request, reply) => {
    reply.header("Permissions-Policy", PERMISSIONS_POLICY);
  });
  logAccess(app, options);
  app.setNotFoundHandler((request, reply) => sendErrorPage(request, reply, 404));
  app.setErrorHandler((error, request, reply) => {
    const status =
      error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
        ? error.statusCode
        : 500;
    if (status >= 500) options.log.requestFailed({ code: codeOf(error) });
    return sendErrorPage(request, reply, status);
  });
  app.get("/healthz", (_request, reply) => reply.header("Cache-Control", "no-store").send({ ok: true }));
  if (options.role === "relay") return app;

  // Its Date header is also what a page holds its own clock against.
  app.get("/config.json", (_request, reply) =>
    reply.header("Cache-Control", "no-store").send(options.webConfig),
  );
  const { api, log, peerAddress, securityLog } = options;
  const refused = (code: ApiErrorCode, request: FastifyRequest): void =>
    securityLog.refused(code, peerAddress(request.raw));
  if (api !== null) await registerApi(app, { ...api, log, refused });
  registerPages(app, options.pages, languageOf);
  await registerMyData(app, {
    ...options.myData,
    languageOf,
    peerAddress,
    refused,
    wrongCode: (network) => securityLog.write("wrong mailed code", network),
  });
  await registerLine(app, { clock: options.clock, peerAddress });
  await serveStaticFiles(app, options.webDirectory);
  return app;
}
