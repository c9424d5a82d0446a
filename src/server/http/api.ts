// The HTTP API: routes declared in src/protocol, checked on the way in and on the way out, refused with problem
// details (RFC 9457), described at /api/openapi.json.
import fastifySwagger from "@fastify/swagger";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import * as z from "zod/mini";
import { API_ERRORS, type ApiErrorCode, type ApiProblem, problemSchema } from "../../protocol/api-errors.ts";
import type { ApiRoute } from "../../protocol/api-route.ts";
import { type Api, type ApiCall, type Caller, refusal } from "../platform/api.ts";
import { codeOf, type Log } from "../platform/log.ts";
import { Problem } from "../platform/problem.ts";

export type ApiOptions = {
  /** Origins whose pages may change something. */
  readonly isAllowedOrigin: (origin: string | undefined) => boolean;
  readonly findCaller: (request: FastifyRequest) => Promise<Caller | null>;
  readonly log: Log;
  /** Told of every refusal. */
  readonly refused: (code: ApiErrorCode, request: FastifyRequest) => void;
  /** Each feature registers its routes here. */
  readonly features: readonly ((api: Api) => void)[];
};

const BODY_LIMIT = 16_384;
const CHANGES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Fastify's own errors in our codes; what is not listed is INTERNAL. */
const FASTIFY_CODES: Readonly<Record<string, ApiErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "TOO_LARGE",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "UNSUPPORTED",
  FST_ERR_CTP_EMPTY_JSON_BODY: "BAD_REQUEST",
  FST_ERR_CTP_INVALID_JSON_BODY: "BAD_REQUEST",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "BAD_REQUEST",
  FST_ERR_VALIDATION: "BAD_REQUEST",
};

function fieldsOf(error: unknown): string[] | null {
  if (!hasZodFastifySchemaValidationErrors(error)) return null;
  // Only names that the schema knows: an unknown key is the sender's own text.
  return [...new Set(error.validation.map(({ instancePath }) => instancePath.slice(0, 80)))];
}

function problemOf(error: FastifyError | Error): ApiProblem {
  const fields = fieldsOf(error);
  const code: ApiErrorCode =
    error instanceof Problem
      ? error.code
      : fields !== null
        ? "BAD_REQUEST"
        : (FASTIFY_CODES[codeOf(error)] ??
          ("statusCode" in error && error.statusCode === 400 ? "BAD_REQUEST" : "INTERNAL"));
  return {
    type: `urn:connect:problem:${code.toLowerCase().replaceAll("_", "-")}`,
    title: code,
    status: API_ERRORS[code],
    code,
    ...(error instanceof Problem && error.retryAfter !== null ? { retryAfter: error.retryAfter } : {}),
    ...(fields === null ? {} : { fields }),
  };
}

function sendProblem(reply: FastifyReply, problem: ApiProblem): FastifyReply {
  if (problem.retryAfter !== undefined) reply.header("Retry-After", String(problem.retryAfter));
  return reply
    .code(problem.status)
    .type("application/problem+json; charset=utf-8")
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
}

function successOf({ reply, file }: ApiRoute) {
  if (file !== undefined)
    return { 200: { description: "The file.", content: { [file]: { schema: z.any() } } } };
  return reply === undefined ? { 204: z.null() } : { 200: reply };
}

function schemaOf(route: ApiRoute) {
  return {
    summary: route.summary,
    ...(route.params === undefined ? {} : { params: route.params }),
    ...(route.query === undefined ? {} : { querystring: route.query }),
    ...(route.body === undefined ? {} : { body: route.body }),
    ...(route.access === "public" ? {} : { security: [{ session: [] }] }),
    response: {
      ...successOf(route),
      "4xx": problemSchema,
    },
  };
}

/** Mounts the API. Must be registered on a context of its own: parsers and error handler are not those of pages. */
export async function registerApi(parent: FastifyInstance, options: ApiOptions): Promise<void> {
  await parent.register(async (app) => {
    // Before any route: a declared 4xx schema would else turn Fastify's own errors into 500.
    app.setErrorHandler((error, request, reply) => {
      const known = error instanceof Error ? error : new Error("unknown");
      const problem = problemOf(known);
      if (problem.status >= 500) options.log.requestFailed({ code: codeOf(known.cause ?? known) });
      options.refused(problem.code, request);
      return sendProblem(reply, problem);
    });
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      "application/json",
      { parseAs: "string" },
      app.getDefaultJsonParser("error", "error"),
    );

    await app.register(fastifySwagger, {
      openapi: {
        openapi: "3.1.0",
        info: {
          title: "TheraPsy Connect",
          description: "Accounts, sealed vaults and mails of the practices. Nothing about a client is in it.",
          version: "1",
        },
        components: {
          securitySchemes: { session: { type: "apiKey", in: "cookie", name: "__Host-session" } },
        },
      },
      transform: jsonSchemaTransform,
      transformObject: jsonSchemaTransformObject,
    });

    app.addHook("onRequest", async (request, reply) => {
      reply.header("Cache-Control", "no-store");
      // SameSite=Strict keeps other sites out; this keeps out other origins of the same site as well.
      if (CHANGES.has(request.method) && !options.isAllowedOrigin(request.headers.origin)) {
        throw new Problem("ORIGIN");
      }
    });

    const api: Api = {
      handle(route, handler) {
        app.route({
          method: route.method,
          url: route.path,
          bodyLimit: route.bodyLimit ?? BODY_LIMIT,
          schema: schemaOf(route),
          // The bodies of strangers are not even read.
          onRequest: async (request) => {
            const caller = route.access === "public" ? null : await options.findCaller(request);
            const refused = refusal(route, caller);
            if (refused !== null) throw new Problem(refused);
            request.setDecorator("caller", caller);
          },
          handler: async (request, reply) => {
            const call = {
              params: request.params,
              query: request.query,
              body: request.body,
              caller: request.getDecorator<Caller | null>("caller"),
              request,
              reply,
              // What the schemas have checked has their types.
            } as unknown as ApiCall<typeof route>;
            const answer = await handler(call);
            if (route.file !== undefined)
              return reply.type(route.file).header("Content-Disposition", "attachment").send(answer);
            if (route.reply === undefined) return reply.code(204).send();
            return reply.send(answer);
          },
        });
      },
    };
    app.decorateRequest("caller", null);
    for (const register of options.features) register(api);

    app.get("/api/openapi.json", { schema: { hide: true } }, () => app.swagger());
    app.all("/api/*", { schema: { hide: true } }, (_request, reply) =>
      sendProblem(reply, problemOf(new Problem("NOT_FOUND"))),
    );
  });
}
