// The vault on the server, as records: fetched and opened, sealed and sent.
import { fromBase64Url, toBase64Url } from "../../e2ee/bytes.ts";
import { openDocument, sealDocument } from "../../e2ee/vault-document.ts";
import { VAULT_MAX, vaultApi } from "../../protocol/api-practice.ts";
import type { ApiRoute } from "../../protocol/api-route.ts";
import type { OpenVault } from "./account-session.ts";
import type { ApiClient, ApiFailure, ApiInput, ApiResult } from "./api-client.ts";
import { type Records, readRecords, writeRecords } from "./records.ts";
import { isRolledBack, type VaultMemory } from "./vault-memory.ts";

/**
 * Why the vault on the server and this device are not in step. `offline`: no answer, tried again by itself.
 * `rolled-back`: the server offers an older vault than this device has seen. `other-key`: another device has made a
 * new key. `newer`: a newer page wrote the vault, this one has to be loaded anew. `unreadable`: what the server gave
 * is no vault under this key. `too-large`: there is no room for more. `refused`: the account may not write now.
 */
export type SyncTrouble =
  | "offline"
  | "rolled-back"
  | "other-key"
  | "newer"
  | "unreadable"
  | "too-large"
  | "refused";

export interface RemoteTrouble {
  readonly trouble: SyncTrouble;
  /** Seconds, if the server said so. */
  readonly retryAfter: number | null;
}

interface RemoteVault {
  readonly records: Records;
  readonly version: number;
}

export interface VaultRemote {
  /** What is stored; its version then counts as seen. */
  load(): Promise<RemoteVault | RemoteTrouble>;
  /** Puts records in the place of those of `version`; `stale`: another device was first. */
  save(vault: RemoteVault): Promise<"saved" | "stale" | RemoteTrouble>;
  /** Whether something else than `version` under this key is stored. */
  isOther(version: number | null): Promise<boolean | RemoteTrouble>;
}

/** Later answers count as none: whoever waits for one holds up the other tabs. */
const ANSWER_WAIT = 30_000;

const OFFLINE: ApiFailure = { ok: false, code: "OFFLINE", retryAfter: null };
const ALONE: readonly string[] = ["OFFLINE", "UNAVAILABLE", "INTERNAL", "TOO_MANY_TRIES"];

const trouble = (what: SyncTrouble): RemoteTrouble => ({ trouble: what, retryAfter: null });

function troubleOf({ code, retryAfter }: ApiFailure): RemoteTrouble {
  if (code === "TOO_LARGE") return trouble("too-large");
  if (code === "CONFLICT") return trouble("other-key");
  return { trouble: ALONE.includes(code) ? "offline" : "refused", retryAfter };
}

export function createVaultRemote(parts: {
  readonly api: ApiClient;
  readonly memory: Pick<VaultMemory, "seen" | "noteVersion">;
  readonly vault: OpenVault;
  readonly after: (ms: number, work: () => void) => () => void;
}): VaultRemote {
  const { memory, vault } = parts;
  const { accountId, key } = vault;
  const keyId = toBase64Url(vault.keyId);
  const placeOf = (version: number) => ({ accountId, keyId: vault.keyId, version });

  async function call<R extends ApiRoute>(route: R, input: ApiInput<R>): Promise<ApiResult<R>> {
    let end = (): void => {};
    const late = new Promise<ApiFailure>((resolve) => {
      end = parts.after(ANSWER_WAIT, () => resolve(OFFLINE));
    });
    try {
      return await Promise.race([parts.api.call(route, input), late]);
    } finally {
      end();
    }
  }

  return {
    async load() {
      const loaded = await call(vaultApi.load, {});
      if (!loaded.ok) return troubleOf(loaded);
      const { version, document } = loaded.value;
      if (isRolledBack(await memory.seen(accountId), { version })) return trouble("rolled-back");
      if (loaded.value.keyId !== keyId) return trouble("other-key");
      const sealed = fromBase64Url(document ?? "");
      const plain = sealed === null ? null : await openDocument(key, placeOf(version), sealed);
      const records = plain === null ? "unreadable" : readRecords(plain);
      if (typeof records === "string") return trouble(records);
      await memory.noteVersion(accountId, placeOf(version));
      return { records, version };
    },
    async save({ records, version }) {
      const place = placeOf(version + 1);
      const document = await sealDocument(key, place, writeRecords(records));
      if (document.length > VAULT_MAX) return trouble("too-large");
      const body = { replaces: version, keyId, document: toBase64Url(document) };
      const saved = await call(vaultApi.save, { body });
      if (!saved.ok) return saved.code === "STALE" ? "stale" : troubleOf(saved);
      await memory.noteVersion(accountId, place);
      return "saved";
    },
    async isOther(version) {
      const found = await call(vaultApi.version, {});
      return found.ok ? found.value.version !== version || found.value.keyId !== keyId : troubleOf(found);
    },
  };
}
