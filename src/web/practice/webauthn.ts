// Passkeys: what the server's options say becomes a call of the browser's interface, and the answer becomes what is
// posted, each field by field. The PRF result, from which the key of a wrap follows (docs/protocol.md, "Vault"), is
// part of what browsers write into a credential's JSON: that form is never used, and nothing of the extensions leaves.
import * as z from "zod/mini";
import { type Bytes, fromBase64Url, randomBytes, toBase64Url } from "../../e2ee/bytes.ts";
import type { factorApi, sessionApi } from "../../protocol/api-account.ts";
import type { BodyOf } from "../../protocol/api-route.ts";
import type { LocalFailure, LocalFailureCode } from "./account-session.ts";

type Registered = BodyOf<typeof factorApi.addPasskey>["credential"];
type Asserted = BodyOf<typeof sessionApi.passkey>;

/** What opens a wrap; null where the authenticator has no PRF. */
export interface PasskeySecret {
  readonly credentialId: Bytes;
  readonly prf: Bytes;
}

type Result<T> = (T & { readonly ok: true }) | LocalFailure;

export interface PasskeyTool {
  /** Makes a passkey by the server's options. May ask twice: some authenticators give the secret only afterwards. */
  create(
    options: unknown,
  ): Promise<Result<{ readonly credential: Registered; readonly secret: PasskeySecret | null }>>;
  /** Answers the server's challenge. */
  assert(
    options: unknown,
  ): Promise<Result<{ readonly credential: Asserted; readonly secret: PasskeySecret | null }>>;
  /** Only the secret of one of these credentials; no server takes part. NO_PRF where it has none. */
  readSecret(credentialIds: readonly Bytes[]): Promise<Result<{ readonly secret: PasskeySecret }>>;
}

const bytes = z.pipe(
  z.string(),
  z.transform((text: string, context): Bytes => {
    const read = fromBase64Url(text);
    if (read !== null) return read;
    context.issues.push({ code: "custom", message: "not base64url", input: text });
    return z.NEVER;
  }),
);
const descriptors = z.optional(z.array(z.object({ id: bytes, transports: z.optional(z.array(z.string())) })));
const verification = z.optional(z.enum(["required", "preferred", "discouraged"]));

// Only what is read here is passed on: extensions that a server asks for are not.
const creationOptions = z.object({
  rp: z.object({ name: z.string(), id: z.optional(z.string()) }),
  user: z.object({ id: bytes, name: z.string(), displayName: z.string() }),
  challenge: bytes,
  pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.number() })),
  timeout: z.optional(z.number()),
  excludeCredentials: descriptors,
  authenticatorSelection: z.optional(
    z.object({
      authenticatorAttachment: z.optional(z.enum(["platform", "cross-platform"])),
      residentKey: verification,
      userVerification: verification,
    }),
  ),
});
const requestOptions = z.object({
  challenge: bytes,
  rpId: z.optional(z.string()),
  timeout: z.optional(z.number()),
  allowCredentials: descriptors,
  userVerification: verification,
});

const failure = (code: LocalFailureCode): LocalFailure => ({ ok: false, code, retryAfter: null });

function failureOf(error: unknown): LocalFailure {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "InvalidStateError") return failure("ALREADY_THERE");
  return failure(name === "NotSupportedError" || name === "SecurityError" ? "NO_WEBAUTHN" : "CANCELLED");
}

/** Without the keys whose value is undefined, which WebIDL and strict types both read as given. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}

const list = (
  ids: readonly { id: Bytes; transports?: readonly string[] | undefined }[],
): PublicKeyCredentialDescriptor[] =>
  ids.map(({ id, transports }) => ({
    type: "public-key",
    id,
    ...(transports === undefined ? {} : { transports: transports as AuthenticatorTransport[] }),
  }));

const text = (buffer: ArrayBuffer): string => toBase64Url(new Uint8Array(buffer));

function secretOf(credential: PublicKeyCredential): PasskeySecret | null {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return null;
  const view = ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
    : new Uint8Array(first);
  return { credentialId: new Uint8Array(credential.rawId), prf: new Uint8Array(view) };
}

function heading(credential: PublicKeyCredential): Pick<Asserted, "id" | "rawId" | "type"> {
  const id = text(credential.rawId);
  return { id, rawId: id, type: "public-key" };
}

const attachment = (credential: PublicKeyCredential): Pick<Asserted, "authenticatorAttachment"> => {
  const kind = credential.authenticatorAttachment;
  return kind === "platform" || kind === "cross-platform" ? { authenticatorAttachment: kind } : {};
};

/**
 * The passkeys of this browser. `input` is what every passkey is asked for (`passkeyInput`): a constant, whatever the
 * server's options say.
 */
export function createPasskeyTool(
  input: () => Promise<Bytes>,
  credentials: CredentialsContainer | undefined = globalThis.navigator?.credentials,
): PasskeyTool {
  const extensions = async () => ({ prf: { eval: { first: await input() } } });
  const supported = typeof PublicKeyCredential !== "undefined" && credentials !== undefined;

  async function get(
    publicKey: Omit<PublicKeyCredentialRequestOptions, "extensions">,
  ): Promise<PublicKeyCredential | LocalFailure> {
    if (!supported) return failure("NO_WEBAUTHN");
    try {
      const found = await credentials.get({ publicKey: { ...publicKey, extensions: await extensions() } });
      return found instanceof PublicKeyCredential ? found : failure("CANCELLED");
    } catch (error) {
      return failureOf(error);
    }
  }

  async function readSecret(
    credentialIds: readonly Bytes[],
    rpId?: string,
  ): Promise<Result<{ readonly secret: PasskeySecret }>> {
    const found = await get({
      // Nobody checks the signature: what counts is whether the secret opens the wrap.
      challenge: randomBytes(32),
      allowCredentials: list(credentialIds.map((id) => ({ id }))),
      userVerification: "required",
      ...(rpId === undefined ? {} : { rpId }),
    });
    if ("ok" in found) return found;
    const secret = secretOf(found);
    return secret === null ? failure("NO_PRF") : { ok: true, secret };
  }

  return {
    async create(options) {
      const parsed = creationOptions.safeParse(options);
      if (!supported || !parsed.success) return failure("NO_WEBAUTHN");
      const { excludeCredentials, authenticatorSelection, rp, ...rest } = parsed.data;
      let made: Credential | null;
      try {
        made = await credentials.create({
          publicKey: {
            ...defined(rest),
            rp: defined(rp),
            attestation: "none",
            excludeCredentials: list(excludeCredentials ?? []),
            authenticatorSelection: defined({ ...authenticatorSelection }),
            extensions: await extensions(),
          },
        });
      } catch (error) {
        return failureOf(error);
      }
      if (!(made instanceof PublicKeyCredential)) return failure("CANCELLED");
      const response = made.response as AuthenticatorAttestationResponse;
      const credential: Registered = {
        ...heading(made),
        ...attachment(made),
        response: {
          clientDataJSON: text(response.clientDataJSON),
          attestationObject: text(response.attestationObject),
          transports: response.getTransports(),
        },
      };
      const secret = secretOf(made);
      if (secret !== null || made.getClientExtensionResults().prf?.enabled !== true) {
        return { ok: true, credential, secret };
      }
      const later = await readSecret([new Uint8Array(made.rawId)], rp.id);
      return { ok: true, credential, secret: later.ok ? later.secret : null };
    },
    async assert(options) {
      const parsed = requestOptions.safeParse(options);
      if (!parsed.success) return failure("NO_WEBAUTHN");
      const { allowCredentials, ...rest } = parsed.data;
      const found = await get({ ...defined(rest), allowCredentials: list(allowCredentials ?? []) });
      if ("ok" in found) return found;
      const response = found.response as AuthenticatorAssertionResponse;
      const credential: Asserted = {
        ...heading(found),
        ...attachment(found),
        response: {
          clientDataJSON: text(response.clientDataJSON),
          authenticatorData: text(response.authenticatorData),
          signature: text(response.signature),
          ...(response.userHandle === null ? {} : { userHandle: text(response.userHandle) }),
        },
      };
      return { ok: true, credential, secret: secretOf(found) };
    },
    readSecret: (credentialIds) => readSecret(credentialIds),
  };
}
