// A page without screens: the account code of the product, steered by a test.
import { fromBase64Url, fromUtf8, utf8 } from "../../../src/e2ee/bytes.ts";
import { openDocument } from "../../../src/e2ee/vault-document.ts";
import { passkeyInput } from "../../../src/e2ee/vault-keys.ts";
import { vaultApi } from "../../../src/protocol/api-practice.ts";
import { type AccountSession, createAccountSession } from "../../../src/web/practice/account-session.ts";
import { createApiClient } from "../../../src/web/practice/api-client.ts";
import { createVaultMemory } from "../../../src/web/practice/vault-memory.ts";
import { createPasskeyTool, type PasskeySecret } from "../../../src/web/practice/webauthn.ts";

interface BareAccount {
  readonly session: AccountSession;
  /** What the open vault says, read from the server; null if it is not open. */
  content(): Promise<string | null>;
  /** Whether the key that rests in this browser gives out its bytes. */
  isKeyExportable(): Promise<boolean>;
  /** Secrets that authenticators gave to this page. */
  readonly secrets: readonly (readonly number[])[];
}

declare global {
  interface Window {
    account: BareAccount;
  }
}

const secrets: number[][] = [];
const note = (secret: PasskeySecret | null): void => {
  // A copy: the session overwrites its own.
  if (secret !== null) secrets.push([...secret.prf]);
};
const tool = createPasskeyTool(passkeyInput);
const session = createAccountSession({
  api: createApiClient(),
  memory: createVaultMemory(),
  passkeys: {
    async create(options) {
      const made = await tool.create(options);
      if (made.ok) note(made.secret);
      return made;
    },
    async assert(options) {
      const made = await tool.assert(options);
      if (made.ok) note(made.secret);
      return made;
    },
    async readSecret(ids) {
      const made = await tool.readSecret(ids);
      if (made.ok) note(made.secret);
      return made;
    },
  },
  webOrigin: location.origin,
  firstDocument: () => utf8('{"schema":1,"records":[]}'),
});
await session.resume();

window.account = {
  session,
  secrets,
  async content() {
    const open = session.openVault();
    const loaded = await session.api.call(vaultApi.load, {});
    if (open === null || !loaded.ok) return null;
    const sealed = fromBase64Url(loaded.value.document ?? "");
    const place = { ...open, version: loaded.value.version };
    const plain = sealed === null ? null : await openDocument(open.key, place, sealed);
    return plain === null ? null : fromUtf8(plain);
  },
  async isKeyExportable() {
    const open = session.openVault();
    if (open === null) throw new Error("no key");
    return crypto.subtle.exportKey("raw", open.key).then(
      () => true,
      () => false,
    );
  },
};
