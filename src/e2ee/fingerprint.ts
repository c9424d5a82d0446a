// What a session description may say about keys (docs/protocol.md, "Media binding", rule 2; RFC 8122, RFC 8843).
import { CallError } from "../protocol/errors.ts";
import { type Bytes, equal } from "./bytes.ts";
import { HASH_SIZE, sha256 } from "./primitives.ts";

const ENCRYPTED_PROFILES: ReadonlySet<string> = new Set([
  "UDP/TLS/RTP/SAVPF",
  "TCP/TLS/RTP/SAVPF",
  "UDP/DTLS/SCTP",
  "TCP/DTLS/SCTP",
]);
const FORBIDDEN: ReadonlySet<string> = new Set(["crypto", "identity"]);

interface Section {
  /** Port, for media sections that are in use; 0 for rejected and bundle-only ones. */
  readonly port: number;
  readonly profile: string;
  readonly attributes: { readonly name: string; readonly value: string }[];
}

/** SHA-256 over a DTLS certificate in DER: the `fp` of the protocol. */
export function certificateFingerprint(der: Bytes): Promise<Bytes> {
  return sha256(der);
}

/** `AB:CD:…`, upper case as in RFC 8122. */
export function formatFingerprint(fp: Bytes): string {
  return Array.from(fp, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");
}

/** Reads `AB:CD:…` of 32 bytes in any case; null for anything else. */
export function parseFingerprint(value: string): Bytes | null {
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){31}$/i.test(value) || value.length !== 3 * HASH_SIZE - 1) {
    return null;
  }
  return Uint8Array.from(value.split(":"), (pair) => Number.parseInt(pair, 16));
}

// Two parsers that split one text differently are how a second fingerprint would be hidden: only the plainest
// form is read, and everything else is refused.
function parseSections(sdp: string): Section[] | null {
  const lines = sdp.split(/\r\n|\n/);
  if (lines.pop() !== "" || lines[0] !== "v=0") {
    return null;
  }
  const session: Section = { port: 0, profile: "", attributes: [] };
  const sections = [session];
  let current = session;
  for (const line of lines) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
    if (!/^[a-z]=/.test(line) || /[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(line)) {
      return null;
    }
    if (line.startsWith("m=")) {
      const media = /^m=[a-z]+ ([0-9]{1,5}) ([A-Z/]+) [ -~]+$/.exec(line);
      if (media === null) {
        return null;
      }
      current = { port: Number(media[1]), profile: media[2] ?? "", attributes: [] };
      sections.push(current);
    }
    if (line.startsWith("a=")) {
      const attribute = /^a=([A-Za-z0-9-]+)(?::(.*))?$/.exec(line);
      if (attribute === null) {
        return null;
      }
      current.attributes.push({ name: (attribute[1] ?? "").toLowerCase(), value: attribute[2] ?? "" });
    }
  }
  return sections;
}

function valuesOf(sections: readonly Section[], name: string): string[] {
  return sections.flatMap((section) =>
    section.attributes.filter((attribute) => attribute.name === name).map((attribute) => attribute.value),
  );
}

function isPinned(sections: readonly Section[], fp: Bytes): boolean {
  const all = valuesOf(sections, "fingerprint");
  return (
    all.length > 0 &&
    all.every((value) => {
      const [, algorithm = "", hex = ""] = /^(\S+) (\S+)$/.exec(value) ?? [];
      const shown = algorithm.toLowerCase() === "sha-256" ? parseFingerprint(hex) : null;
      return shown !== null && equal(shown, fp);
    })
  );
}

function isBundled(session: Section, active: readonly Section[]): boolean {
  const groups = valuesOf([session], "group").filter((value) => /^BUNDLE(\s|$)/i.test(value));
  const members = groups[0]?.split(" ").slice(1) ?? [];
  const mids = active.map((section) => valuesOf([section], "mid"));
  return (
    groups.length === 1 && mids.every(([mid = "", ...more]) => more.length === 0 && members.includes(mid))
  );
}

/**
 * Throws CallError E_FPRINT unless the description can lead to one DTLS transport with the certificate `fp` and to
 * nothing else. Call it before `setRemoteDescription`.
 */
export function checkDescription(sdp: string, fp: Bytes): void {
  const sections = parseSections(sdp);
  const session = sections?.[0];
  if (sections === null || session === undefined || fp.length !== HASH_SIZE) {
    throw new CallError("E_FPRINT");
  }
  const active = sections.slice(1).filter((section) => section.port !== 0);
  if (active.length === 0 || active.some((section) => !ENCRYPTED_PROFILES.has(section.profile))) {
    throw new CallError("E_FPRINT");
  }
  if (sections.some((section) => section.attributes.some(({ name }) => FORBIDDEN.has(name)))) {
    throw new CallError("E_FPRINT");
  }
  if (!isPinned(sections, fp)) {
    throw new CallError("E_FPRINT");
  }
  const inSession = valuesOf([session], "fingerprint").length > 0;
  if (!inSession && active.some((section) => valuesOf([section], "fingerprint").length === 0)) {
    throw new CallError("E_FPRINT");
  }
  if (
    new Set(valuesOf(sections, "ice-ufrag")).size !== 1 ||
    new Set(valuesOf(sections, "ice-pwd")).size !== 1
  ) {
    throw new CallError("E_FPRINT");
  }
  if (!isBundled(session, active)) {
    throw new CallError("E_FPRINT");
  }
}
