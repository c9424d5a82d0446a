// The records of a vault as they rest on this device: opened, changed and sealed again, one tab at a time.
import { type Bytes, equal } from "../../e2ee/bytes.ts";
import { openDocument, sealDocument } from "../../e2ee/vault-document.ts";
import type { OpenVault } from "./account-session.ts";
import { type Records, readRecords, writeRecords } from "./records.ts";
import type { InTurn } from "./tab-turn.ts";
import type { VaultMemory } from "./vault-memory.ts";

/** What the server has not got: nothing; pins and consents alone, which wait; or edits, which do not. */
export type Unsent = "nothing" | "pins" | "edits";

interface LocalVault {
  readonly records: Records;
  /** The server's version that these records contain. */
  readonly version: number;
  readonly unsent: Unsent;
}

export interface KeptVault extends LocalVault {
  /** Tells whether somebody has written since: every sealing has a nonce of its own. */
  readonly sealed: Bytes;
}

export interface LocalVaultStore {
  /** Null if nothing of this key is kept here, or it cannot be read. */
  read(): Promise<KeptVault | null>;
  /** Replaces what is kept by what `next` makes of it (null: leaves it), with no other tab in between. */
  amend(next: (before: KeptVault | null) => LocalVault | null): Promise<void>;
}

export function createLocalVault(parts: {
  readonly vault: OpenVault;
  readonly memory: Pick<VaultMemory, "readDocument" | "keepDocument">;
  readonly inTurn: InTurn;
}): LocalVaultStore {
  const { memory, vault } = parts;
  const { accountId, key, keyId } = vault;

  async function read(): Promise<KeptVault | null> {
    const kept = await memory.readDocument(accountId);
    if (kept === null || !equal(kept.keyId, keyId)) return null;
    const plain = await openDocument(key, { accountId, keyId, version: kept.version }, kept.sealed);
    const records = plain === null ? "unreadable" : readRecords(plain);
    if (typeof records === "string") return null;
    const unsent = kept.unsent ? (kept.waits === true ? "pins" : "edits") : "nothing";
    return { records, version: kept.version, unsent, sealed: kept.sealed };
  }

  return {
    read,
    amend: (next) =>
      parts.inTurn(`connect-vault.${accountId}`, async () => {
        const after = next(await read());
        if (after === null) return;
        const { records, version, unsent } = after;
        const sealed = await sealDocument(key, { accountId, keyId, version }, writeRecords(records));
        await memory.keepDocument(accountId, {
          keyId,
          version,
          sealed,
          unsent: unsent !== "nothing",
          waits: unsent === "pins",
        });
      }),
  };
}
