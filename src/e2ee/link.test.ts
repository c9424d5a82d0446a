import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat, randomBytes, toBase64Url, u8 } from "./bytes.ts";
import {
  createSeed,
  dayOf,
  deriveInviteKeys,
  deriveRoomKeys,
  formatLink,
  parseLinkFragment,
  relayOriginOf,
} from "./link.ts";
import { hasSmallOrder, sign, verify } from "./primitives.ts";

function codeOf(fragment: string): string | null {
  try {
    parseLinkFragment(fragment);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const fragmentOf = (link: string): string => link.slice(link.indexOf("#"));

describe("link", () => {
  it("carries a room's payload to the guest", async () => {
    const { payload } = await deriveRoomKeys(createSeed());
    const link = formatLink("https://connect.example", payload);
    expect(link).toMatch(/^https:\/\/connect\.example\/call#1\.[\w-]{87}$/);
    expect(parseLinkFragment(fragmentOf(link))).toEqual(payload);
  });

  it("follows from the seed alone", async () => {
    const seed = createSeed();
    const [a, b] = [await deriveRoomKeys(seed), await deriveRoomKeys(seed)];
    expect(a.payload).toEqual(b.payload);
    expect(a.hostSk.extractable || a.kClaim.extractable).toBe(false);
    const signature = await sign(a.hostSk, "test", "x");
    expect(await verify(b.payload.hostPk, signature, "test", "x")).toBe(true);
    expect(await verify(b.payload.hostPk, signature, "test", "y")).toBe(false);
    expect((await deriveRoomKeys(createSeed())).payload).not.toEqual(a.payload);
  });

  it("is refused when cut, extended, of another version or malformed", async () => {
    const { payload } = await deriveRoomKeys(createSeed());
    const fragment = fragmentOf(formatLink("", payload));
    for (let length = 0; length < fragment.length; length += 1) {
      expect(codeOf(fragment.slice(0, length))).toBe("E_LINK_FORMAT");
    }
    for (const text of [
      `${fragment}A`,
      `${fragment}=`,
      `${fragment} `,
      ` ${fragment}`,
      fragment.slice(1),
      "#1",
    ]) {
      expect(codeOf(text)).toBe("E_LINK_FORMAT");
    }
    expect(codeOf(fragment.replace("#1.", "#2."))).toBe("E_LINK_VERSION");
    expect(codeOf("#12.")).toBe("E_LINK_VERSION");
    expect(codeOf(fragment.replace("#1.", "#01."))).toBe("E_LINK_FORMAT");
    const wrong = concat(u8(2), payload.invite, payload.hostPk);
    expect(codeOf(`#1.${toBase64Url(wrong)}`)).toBe("E_LINK_FORMAT");
  });

  it("never makes the parser fail otherwise", () => {
    const alphabet = fc.constantFrom(..."#12.AZaz09-_=%/ \n");
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: alphabet, maxLength: 100 })), (text) => {
        expect(["E_LINK_FORMAT", "E_LINK_VERSION"]).toContain(codeOf(text));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        const fragment = `#1.${toBase64Url(concat(u8(1), new Uint8Array(bytes)))}`;
        expect(codeOf(fragment)).toBe(
          hasSmallOrder(new Uint8Array(bytes.slice(32))) ? "E_LINK_FORMAT" : null,
        );
      }),
    );
  });

  it("is refused when its key has small order", () => {
    const p = (first: number, fill: number, last: number) =>
      concat(u8(first), new Uint8Array(30).fill(fill), u8(last));
    const points = [p(0, 0, 0), p(1, 0, 0), p(0xec, 255, 127), p(0xed, 255, 127), p(0xee, 255, 127)];
    const eight = [
      "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU",
      "xxdqcD1N2E-6PAt2DRBnDyogU_osOcxOxk_Xd5KsA3o",
    ];
    const fragment = (hostPk: string) => `#1.${toBase64Url(concat(u8(1), randomBytes(32)))}${hostPk}`;
    // 33 bytes are 44 characters, so the key's own encoding can follow.
    for (const key of [...points.map(toBase64Url), ...eight]) {
      expect(codeOf(fragment(key))).toBe("E_LINK_FORMAT");
    }
    for (const point of points) {
      point[31] = (point[31] ?? 0) | 0x80;
      expect(hasSmallOrder(point)).toBe(true);
    }
    expect(hasSmallOrder(p(2, 0, 0))).toBe(false);
  });
});

describe("tags", () => {
  it("change with the day, the relay and the room", async () => {
    const { payload } = await deriveRoomKeys(createSeed());
    const other = await deriveRoomKeys(createSeed());
    const keys = await deriveInviteKeys(payload, "https://a.example");
    const tags = await Promise.all([
      keys.tag(20_000),
      keys.tag(20_001),
      (await deriveInviteKeys(payload, "https://b.example")).tag(20_000),
      (await deriveInviteKeys(other.payload, "https://a.example")).tag(20_000),
    ]);
    expect(new Set(tags.map(toBase64Url)).size).toBe(4);
    expect(tags.every((tag) => toBase64Url(tag).length === 22)).toBe(true);
  });

  it("name one UTC day", () => {
    expect(dayOf(0)).toBe(0);
    expect(dayOf(86_399_999)).toBe(0);
    expect(dayOf(86_400_000)).toBe(1);
  });

  it("name the relay in one form", () => {
    expect(relayOriginOf("wss://Relay.Example/v1")).toBe("https://relay.example");
    expect(relayOriginOf("wss://relay.example:443/v1")).toBe("https://relay.example");
    expect(relayOriginOf("ws://localhost:8080/v1")).toBe("https://localhost:8080");
  });
});
