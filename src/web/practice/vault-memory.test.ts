import { IDBFactory } from "fake-indexeddb";
import { afterEach, describe, expect, it } from "vitest";
import { randomBytes, utf8 } from "../../e2ee/bytes.ts";
import { sealingKey } from "../../e2ee/primitives.ts";
import { openDocument, sealDocument } from "../../e2ee/vault-document.ts";
import { createVaultMemory, isRolledBack, VAULT_IDLE, type VaultMemory } from "./vault-memory.ts";

const keyId = randomBytes(16);
const start = 1_795_392_000_000;
const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

it("leaves no database in a browser where nobody has signed in", async () => {
  const factory = new IDBFactory();
  const memory = createVaultMemory(() => start, factory);
  expect(await memory.readKey("a")).toBeNull();
  expect(await memory.readDocument("a")).toBeNull();
  expect(await memory.seen("a")).toBeNull();
  await memory.touch("a");
  expect(await factory.databases()).toEqual([]);
  await memory.noteVersion("a", { keyId, version: 1 });
  expect(await factory.databases()).toHaveLength(1);
});

// The page's own memory, for browsers that refuse storage, keeps the same promises while the page lives.
describe.each([
  ["IndexedDB", () => new IDBFactory()],
  ["the page alone", () => null],
])("memory in %s", (_, factory) => {
  async function filled(): Promise<{
    memory: VaultMemory;
    clock: { now: number };
    factory: IDBFactory | null;
  }> {
    const clock = { now: start };
    const made = factory();
    const memory = createVaultMemory(() => clock.now, made);
    const key = await sealingKey(randomBytes(32));
    const place = { accountId: "a", keyId, version: 3 };
    await memory.keepKey("a", { key, keyId });
    await memory.keepDocument("a", {
      keyId,
      version: 3,
      sealed: await sealDocument(key, place, utf8("content")),
      unsent: false,
    });
    await memory.noteVersion("a", { keyId, version: 3 });
    return { memory, clock, factory: made };
  }

  it("gives back a key that opens the kept document and cannot be exported", async () => {
    const { memory } = await filled();
    const kept = await memory.readKey("a");
    const document = await memory.readDocument("a");
    if (kept === null || document === null) throw new Error("nothing kept");
    expect(kept.keyId).toEqual(keyId);
    expect(kept.key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", kept.key)).rejects.toThrow();
    const opened = await openDocument(kept.key, { accountId: "a", keyId, version: 3 }, document.sealed);
    expect(opened).toEqual(utf8("content"));
    expect(document.unsent).toBe(false);
  });

  it("forgets key and document 12 hours after the last use, and keeps the version", async () => {
    const { memory, clock } = await filled();
    clock.now += VAULT_IDLE;
    expect(await memory.isIdle("a")).toBe(false);
    expect(await memory.readKey("a")).not.toBeNull();
    clock.now += VAULT_IDLE;
    await memory.touch("a");
    clock.now += VAULT_IDLE + 1;
    expect(await memory.isIdle("a")).toBe(true);
    expect(await memory.readKey("a")).toBeNull();
    expect(await memory.readDocument("a")).toBeNull();
    expect(await memory.seen("a")).toEqual({ keyId, version: 3 });
    expect(await memory.isIdle("a")).toBe(false);
  });

  it("keeps changes that were not sent, sealed, when it forgets their key", async () => {
    const { memory } = await filled();
    const document = await memory.readDocument("a");
    if (document === null) throw new Error("nothing kept");
    await memory.keepDocument("a", { ...document, unsent: true });
    await memory.forget("a");
    await memory.forgetOthers(null);
    expect(await memory.readKey("a")).toBeNull();
    expect(await memory.readDocument("a")).toEqual({ ...document, unsent: true });
  });

  it("does not bring a forgotten key back by a late touch", async () => {
    const { memory } = await filled();
    await memory.forget("a");
    await memory.touch("a");
    expect(await memory.readKey("a")).toBeNull();
    expect(await memory.seen("a")).toEqual({ keyId, version: 3 });
  });

  it("forgets other accounts without touching this one", async () => {
    const { memory } = await filled();
    await memory.keepKey("b", { key: await sealingKey(randomBytes(32)), keyId });
    await memory.forgetOthers("b");
    expect(await memory.readKey("a")).toBeNull();
    expect(await memory.readDocument("a")).toBeNull();
    expect(await memory.readKey("b")).not.toBeNull();
    await memory.forgetOthers(null);
    expect(await memory.readKey("b")).toBeNull();
  });

  it("lets the version seen only rise, unless a person accepts an older one", async () => {
    const { memory } = await filled();
    const next = randomBytes(16);
    await memory.noteVersion("a", { keyId, version: 2 });
    expect(await memory.seen("a")).toEqual({ keyId, version: 3 });
    await memory.noteVersion("a", { keyId: next, version: 4 });
    expect(await memory.seen("a")).toEqual({ keyId: next, version: 4 });
    await memory.acceptVersion("a", { keyId, version: 1 });
    expect(await memory.seen("a")).toEqual({ keyId, version: 1 });
    expect(await memory.seen("b")).toBeNull();
  });

  it("tells other tabs what it kept or forgot, and nothing if nothing happened", async () => {
    const { memory, factory: shared } = await filled();
    const other = createVaultMemory(() => start, shared);
    let heard = 0;
    endings.push(
      other.watch(() => {
        heard += 1;
      }),
    );
    const settled = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await settled();
    heard = 0;
    await memory.forget("a");
    await settled();
    expect(heard).toBe(1);
    await memory.forget("a");
    await memory.forgetOthers(null);
    await settled();
    expect(heard).toBe(1);
  });
});

it("survives a reload in IndexedDB", async () => {
  const factory = new IDBFactory();
  await createVaultMemory(() => start, factory).keepKey("a", {
    key: await sealingKey(randomBytes(32)),
    keyId,
  });
  expect(await createVaultMemory(() => start + 1, factory).readKey("a")).not.toBeNull();
  expect(await createVaultMemory(() => start + VAULT_IDLE + 2, factory).readKey("a")).toBeNull();
});

it("goes on when the website's data was cleared under the page", async () => {
  const factory = new IDBFactory();
  const memory = createVaultMemory(() => start, factory);
  await memory.keepKey("a", { key: await sealingKey(randomBytes(32)), keyId });
  await new Promise((resolve) => {
    factory.deleteDatabase("connect.vault").onsuccess = resolve;
  });
  expect(await memory.readKey("a")).toBeNull();
  await memory.keepKey("a", { key: await sealingKey(randomBytes(32)), keyId });
  await memory.forget("a");
  expect(await createVaultMemory(() => start, factory).readKey("a")).toBeNull();
});

it("knows an older vault by its version alone, whatever its key", () => {
  expect(isRolledBack(null, { version: 0 })).toBe(false);
  expect(isRolledBack({ keyId, version: 4 }, { version: 4 })).toBe(false);
  expect(isRolledBack({ keyId, version: 4 }, { version: 5 })).toBe(false);
  expect(isRolledBack({ keyId, version: 4 }, { version: 3 })).toBe(true);
  expect(isRolledBack({ keyId, version: 4 }, { version: 0 })).toBe(true);
});
