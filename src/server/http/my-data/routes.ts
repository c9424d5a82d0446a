// The HTTP edge of the page for people without an account.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod/mini";
import type { ApiErrorCode } from "../../../protocol/api-errors.ts";
import { email } from "../../../protocol/api-route.ts";
import { REQUEST_KINDS } from "../../../protocol/request-kinds.ts";
import type { AddressBytes } from "../../platform/address.ts";
import type { Language } from "../../platform/document.ts";
import type { PeerAddress } from "../../platform/peer-address.ts";
import { Problem } from "../../platform/problem.ts";
import { FORM_PAGE_HEADERS } from "../security-headers.ts";
import type { MyData, Proven, Visitors } from "./my-data.ts";
import {
  askedPage,
  codePage,
  dataPage,
  fileName,
  type Place,
  presencePage,
  startPage,
  tooManyPage,
} from "./pages.ts";

/** One page under two names. */
const BASES = ["/meine-daten", "/my-data"] as const;
/** An address, a code and a word. */
const BODY_LIMIT = 4_096;

export type MyDataOptions = MyData & {
  readonly languageOf: (request: FastifyRequest) => Language;
  readonly peerAddress: PeerAddress;
  /** Told of every refusal. */
  readonly refused: (code: ApiErrorCode, request: FastifyRequest) => void;
  /** Told of every code that is wrong or too old. */
  readonly wrongCode: (network: AddressBytes) => void;
};

const kind = z.enum(REQUEST_KINDS);
const provenForm = z.object({ address: email, code: z.string().check(z.maxLength(40)) });
const askForm = z.object({ address: email, code: z.string().check(z.maxLength(40)), kind });

type Form = Readonly<Record<string, string>>;

/** An error that becomes the page for refused requests. */
const refusal = (status: number): Error => Object.assign(new Error("refused"), { statusCode: status });

/** The fields of a form that this page has written itself: who sends something else did not use it. */
function read<T>(schema: { readonly parse: (value: unknown) => T }, form: unknown): T {
  try {
    return schema.parse(form);
  } catch {
    throw refusal(400);
  }
}

function registerAt(app: FastifyInstance, base: string, options: MyDataOptions): void {
  const { visitors, peerAddress } = options;
  const placeOf = (request: FastifyRequest): Place => ({
    language: options.languageOf(request),
    base,
    timeZone: options.timeZone,
  });
  const send = (reply: FastifyReply, page: string, status = 200): FastifyReply =>
    reply.code(status).type("text/html; charset=utf-8").send(page);

  /** Turns away whoever asks too often. */
  async function admitted(
    request: FastifyRequest,
    reply: FastifyReply,
    run: (place: Place) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    const place = placeOf(request);
    try {
      visitors?.admit(peerAddress(request.raw));
      return await run(place);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "TOO_MANY_TRIES") throw error;
      options.refused(error.code, request);
      const seconds = error.retryAfter ?? 60;
      return send(reply.header("Retry-After", String(seconds)), tooManyPage(place, seconds), 429);
    }
  }

  /** A step that needs the rest of the program, which a role without accounts does not have. */
  function step(
    name: string,
    run: (
      visitors: Visitors,
      form: Form,
      place: Place,
      reply: FastifyReply,
      network: AddressBytes,
    ) => Promise<FastifyReply>,
  ): void {
    app.post(`${base}/${name}`, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
      if (visitors === null) throw refusal(404);
      const form = (request.body ?? {}) as Form;
      return admitted(request, reply, (place) => run(visitors, form, place, reply, peerAddress(request.raw)));
    });
  }

  function wrongCode(
    reply: FastifyReply,
    place: Place,
    { address }: Proven,
    asked: z.infer<typeof kind> | null,
    network: AddressBytes,
  ): FastifyReply {
    options.wrongCode(network);
    return send(reply, codePage(place, { address, kind: asked, isWrong: true }), 422);
  }

  app.get(base, (request, reply) => send(reply, startPage(placeOf(request), visitors !== null)));

  // Not counted: it costs no more than any other page.
  app.get(`${base}/network`, (request, reply) =>
    send(reply, presencePage(placeOf(request), options.presenceOf(peerAddress(request.raw)))),
  );

  step("code", async (open, form, place, reply, network) => {
    const address = email.safeParse(form["address"]);
    const asked = "kind" in form ? kind.safeParse(form["kind"]) : null;
    if (!address.success || asked?.success === false) {
      const refused = {
        form: asked === null ? ("mailbox" as const) : ("other" as const),
        problem: address.success ? ("badKind" as const) : ("badAddress" as const),
        address: (form["address"] ?? "").slice(0, 254),
      };
      return send(reply, startPage(place, true, refused), 422);
    }
    await open.sendCode(address.data, place.language, network);
    const page = codePage(place, { address: address.data, kind: asked?.data ?? null, isWrong: false });
    return send(reply, page);
  });

  step("show", async (open, form, place, reply, network) => {
    const proven = read(provenForm, form);
    const shown = await open.show(proven, place.language);
    return shown === null
      ? wrongCode(reply, place, proven, null, network)
      : send(reply, dataPage(place, proven, shown, false));
  });

  step("erase", async (open, form, place, reply, network) => {
    const proven = read(provenForm, form);
    const shown = await open.erase(proven, place.language);
    return shown === null
      ? wrongCode(reply, place, proven, null, network)
      : send(reply, dataPage(place, proven, shown, true));
  });

  step("file", async (open, form, place, reply, network) => {
    const proven = read(provenForm, form);
    const file = await open.file(proven);
    if (file === null) return wrongCode(reply, place, proven, null, network);
    return reply
      .type("application/json; charset=utf-8")
      .header("Content-Disposition", `attachment; filename="${fileName(place.language)}"`)
      .send(file);
  });

  step("ask", async (open, form, place, reply, network) => {
    const { kind: asked, ...proven } = read(askForm, form);
    const noted = await open.ask(proven, asked, place.language, network);
    return noted === null
      ? wrongCode(reply, place, proven, asked, network)
      : send(reply, askedPage(place, proven.address, asked, noted.dueAt));
  });
}

/** Registers the page in a context of its own: its parser and its headers are not those of other pages. */
export async function registerMyData(parent: FastifyInstance, options: MyDataOptions): Promise<void> {
  await parent.register(async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string" },
      (_request, body, parsed) => parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    app.addHook("onRequest", async (request) => {
      // No cookie says who somebody is here; but a page elsewhere must not send mails in a visitor's name.
      if (request.method === "POST" && !options.isAllowedOrigin(request.headers.origin)) throw refusal(403);
    });
    app.addHook("onSend", async (request, reply) => {
      reply.header("Cache-Control", "no-store").header("Content-Language", options.languageOf(request));
      for (const [name, value] of Object.entries(FORM_PAGE_HEADERS)) reply.header(name, value);
    });
    for (const base of BASES) registerAt(app, base, options);
  });
}
