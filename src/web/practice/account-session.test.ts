// What needs no server: idleness. Everything else is held against a running one, in test/server/account-vault.test.ts
// and account-trust.test.ts.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { randomBytes } from "../../e2ee/bytes.ts";
import { sealingKey } from "../../e2ee/primitives.ts";
import { lockWhenIdle, type OpenVault } from "./account-session.ts";
import { createVaultMemory, VAULT_IDLE } from "./vault-memory.ts";

const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function open() {
  const memory = createVaultMemory(Date.now, null, null);
  let vault: OpenVault | null = {
    accountId: "a",
    key: await sealingKey(randomBytes(32)),
    keyId: randomBytes(16),
  };
  await memory.keepKey("a", vault);
  const page = new EventTarget();
  const session = {
    openVault: () => vault,
    async lock() {
      vault = null;
      await memory.forget("a");
    },
  };
  const end = lockWhenIdle(session, memory, page);
  const settle = async () => {
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
  };
  return {
    isOpen: () => vault !== null,
    memory,
    end,
    async pass(ms: number) {
      vi.advanceTimersByTime(ms);
      await settle();
    },
    async use(event = "pointerdown") {
      page.dispatchEvent(new Event(event));
      await settle();
    },
  };
}

it("locks twelve hours after the last use, by itself", async () => {
  const desk = await open();
  for (let hour = 0; hour < 20; hour += 1) {
    await desk.pass(VAULT_IDLE / 12);
    await desk.use(hour % 2 === 0 ? "pointerdown" : "keydown");
  }
  expect(desk.isOpen()).toBe(true);
  await desk.pass(VAULT_IDLE - MINUTE);
  expect(desk.isOpen()).toBe(true);
  await desk.pass(3 * MINUTE);
  expect(desk.isOpen()).toBe(false);
  expect(await desk.memory.readKey("a")).toBeNull();
  desk.end();
});

it("does not take the touch after a night of sleep for use", async () => {
  const desk = await open();
  // The machine slept: time has passed and no timer ran.
  vi.setSystemTime(Date.now() + VAULT_IDLE + MINUTE);
  await desk.use("focus");
  expect(desk.isOpen()).toBe(false);
  desk.end();
});

it("does not lock while another tab is used", async () => {
  const desk = await open();
  await desk.pass(VAULT_IDLE - MINUTE);
  await desk.memory.touch("a");
  await desk.pass(VAULT_IDLE - MINUTE);
  expect(desk.isOpen()).toBe(true);
  desk.end();
});

it("ends with the page", async () => {
  const desk = await open();
  desk.end();
  await desk.pass(2 * VAULT_IDLE);
  await desk.use();
  expect(desk.isOpen()).toBe(true);
});
