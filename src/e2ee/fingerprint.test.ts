import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomBytes } from "./bytes.ts";
import {
  certificateFingerprint,
  checkDescription,
  formatFingerprint,
  parseFingerprint,
} from "./fingerprint.ts";

const fp = randomBytes(32);
const other = randomBytes(32);
const shown = (bytes = fp, algorithm = "sha-256") => `a=fingerprint:${algorithm} ${formatFingerprint(bytes)}`;

const head = [
  "v=0",
  "o=- 1 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0 1",
  "a=extmap-allow-mixed",
];
const transport = ["a=ice-ufrag:Ab+/", "a=ice-pwd:0123456789012345678901", "a=ice-options:trickle"];

function media(mid: string, port = 9, fingerprint: string[] = [shown()], extra: string[] = []): string[] {
  return [
    `m=video ${port} UDP/TLS/RTP/SAVPF 96 97`,
    "c=IN IP4 0.0.0.0",
    ...transport,
    ...fingerprint,
    "a=setup:actpass",
    `a=mid:${mid}`,
    "a=rtpmap:96 VP8/90000",
    ...extra,
  ];
}

const data = [
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  ...media("1").slice(1, -1),
  "a=sctp-port:5000",
];

function sdp(...lines: string[]): string {
  return `${lines.join("\r\n")}\r\n`;
}

function isRefused(text: string): boolean {
  try {
    checkDescription(text, fp);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: "E_FPRINT" });
    return true;
  }
}

describe("descriptions that lead to the right certificate", () => {
  it.each([
    ["in every section", sdp(...head, ...media("0"), ...data)],
    ["at session level", sdp(...head, shown(), ...media("0", 9, []), ...data)],
    ["with line feeds alone", sdp(...head, ...media("0"), ...data).replaceAll("\r\n", "\n")],
    ["in lower case", sdp(...head, ...media("0"), ...data).replaceAll(shown(), shown().toLowerCase())],
    ["with SHA-256 in capitals", sdp(...head, ...media("0", 9, [shown(fp, "SHA-256")]), ...data)],
    ["twice the same", sdp(...head, ...media("0", 9, [shown(), shown()]), ...data)],
    ["with a rejected section that has none", sdp(...head, ...media("0"), ...data, ...media("2", 0, []))],
  ])("%s pass", (_, text) => {
    expect(isRefused(text)).toBe(false);
  });
});

describe("descriptions that could lead elsewhere", () => {
  const good = sdp(...head, ...media("0"), ...data);
  it.each([
    ["another fingerprint", good.replaceAll(shown(), shown(other))],
    ["another fingerprint in one section", sdp(...head, ...media("0", 9, [shown(other)]), ...data)],
    ["a second fingerprint", sdp(...head, ...media("0", 9, [shown(), shown(other)]), ...data)],
    ["another one at session level", sdp(...head, shown(other), ...media("0"), ...data)],
    [
      "another one in a rejected section",
      sdp(...head, ...media("0"), ...data, ...media("2", 0, [shown(other)])),
    ],
    ["no fingerprint", good.replaceAll(`${shown()}\r\n`, "")],
    ["no fingerprint in one section", sdp(...head, ...media("0", 9, []), ...data)],
    ["a weaker hash", sdp(...head, ...media("0", 9, [shown(fp, "sha-1")]), ...data)],
    [
      "a stronger hash beside it",
      sdp(...head, ...media("0", 9, [shown(), "a=fingerprint:sha-512 AA"]), ...data),
    ],
    [
      "a fingerprint in odd capitals",
      sdp(...head, ...media("0", 9, [shown(), shown(other).replace("f", "F")]), ...data),
    ],
    ["two ICE users", sdp(...head, ...media("0", 9, [shown()], ["a=ice-ufrag:other"]), ...data)],
    ["two ICE passwords", sdp(...head, ...media("0", 9, [shown()], ["a=ice-pwd:other"]), ...data)],
    ["no ICE user", good.replaceAll("a=ice-ufrag:Ab+/\r\n", "")],
    ["no BUNDLE", good.replace("a=group:BUNDLE 0 1\r\n", "")],
    ["two BUNDLE groups", good.replace("a=group:BUNDLE 0 1", "a=group:BUNDLE 0\r\na=group:BUNDLE 1")],
    ["a section outside BUNDLE", good.replace("BUNDLE 0 1", "BUNDLE 0")],
    ["an SDES key", sdp(...head, ...media("0", 9, [shown()], ["a=crypto:1 AES_CM_128 inline:x"]), ...data)],
    ["an identity assertion", sdp(...head, "a=identity:x", ...media("0"), ...data)],
    ["a profile without encryption", good.replace("UDP/TLS/RTP/SAVPF", "RTP/AVP")],
    ["a hidden line", good.replace("s=-", `s=-\r${shown(other)}`)],
    ["a hidden line after U+2028", good.replace("s=-", `s=-\u2028${shown(other)}`)],
    ["a NUL", good.replace("s=-", "s=\0")],
    ["an empty line", good.replace("s=-", "s=-\r\n")],
    ["no end of line", good.slice(0, -2)],
    ["leading space", ` ${good}`],
    ["spaced attribute", good.replace("a=setup", "a= fingerprint")],
    ["no media", sdp(...head, shown())],
    ["only rejected media", sdp(...head, ...media("0", 0))],
    ["nothing", ""],
  ])("%s: refused", (_, text) => {
    expect(isRefused(text)).toBe(true);
  });

  it("refuses any description that shows another certificate anywhere", () => {
    const lines = good.split("\r\n").slice(0, -1);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: lines.length }), (at) => {
        const text = sdp(...lines.slice(0, at), shown(other), ...lines.slice(at));
        return isRefused(text);
      }),
    );
  });

  it("never fails on any text in another way", () => {
    const line = fc.oneof(fc.constantFrom(...good.split("\r\n")), fc.string());
    fc.assert(fc.property(fc.string(), (text) => isRefused(text)));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = sdp(...lines);
        return isRefused(text) || text.includes(shown());
      }),
    );
  });
});

describe("fingerprints", () => {
  it("are read as they are written, and otherwise not", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (array) => {
        const bytes = new Uint8Array(array);
        expect(parseFingerprint(formatFingerprint(bytes))).toEqual(bytes);
      }),
    );
    const text = formatFingerprint(fp);
    for (const wrong of [
      "",
      text.slice(3),
      `${text}:00`,
      `${text}\n`,
      text.replace(":", ""),
      `${text.slice(0, -1)}G`,
    ]) {
      expect(parseFingerprint(wrong)).toBeNull();
    }
    fc.assert(fc.property(fc.string(), (any) => parseFingerprint(any) === null));
  });

  it("are SHA-256 of the certificate", async () => {
    expect(formatFingerprint(await certificateFingerprint(new Uint8Array(0)))).toBe(
      "E3:B0:C4:42:98:FC:1C:14:9A:FB:F4:C8:99:6F:B9:24:27:AE:41:E4:64:9B:93:4C:A4:95:99:1B:78:52:B8:55",
    );
  });
});
