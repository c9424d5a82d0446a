// A page without screens: the passkey code of the product, steered by a test.
import { fromBase64Url, toBase64Url } from "../../../src/e2ee/bytes.ts";
import { passkeyInput } from "../../../src/e2ee/vault-keys.ts";
import { createPasskeyTool, type PasskeySecret } from "../../../src/web/practice/webauthn.ts";

export interface BareAnswer {
  /** "ok", or why not. */
  readonly code: string;
  /** What would be posted, as it would be written. */
  readonly posted: string | null;
  readonly credentialId: string | null;
  readonly prf: string | null;
}

interface BarePasskeys {
  create(options: unknown): Promise<BareAnswer>;
  assert(options: unknown): Promise<BareAnswer>;
  readSecret(credentialIds: readonly string[]): Promise<BareAnswer>;
}

declare global {
  interface Window {
    passkeys: BarePasskeys;
  }
}

const tool = createPasskeyTool(passkeyInput);

type Result =
  | { readonly ok: true; readonly credential?: object; readonly secret: PasskeySecret | null }
  | { readonly ok: false; readonly code: string };

function answer(result: Result): BareAnswer {
  if (!result.ok) return { code: result.code, posted: null, credentialId: null, prf: null };
  const { secret, credential } = result;
  return {
    code: "ok",
    posted: credential === undefined ? null : JSON.stringify(credential),
    credentialId: secret === null ? null : toBase64Url(secret.credentialId),
    prf: secret === null ? null : toBase64Url(secret.prf),
  };
}

window.passkeys = {
  create: async (options) => answer(await tool.create(options)),
  assert: async (options) => answer(await tool.assert(options)),
  readSecret: async (ids) => answer(await tool.readSecret(ids.flatMap((id) => fromBase64Url(id) ?? []))),
};
