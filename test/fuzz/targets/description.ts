// Session descriptions. The check is held against a reader that knows nothing but lines, and takes every character
// that any program might take for the end of one.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkDescription, formatFingerprint, parseFingerprint } from "../../../src/e2ee/fingerprint.ts";
import { askForSteadyAudio, dropUnlistedPayloads, iceUfrag } from "../../../src/web/call/sdp.ts";
import { bytesOf, textOf } from "../mutate.ts";
import { promise, type Target } from "../target.ts";
import { refusedWith } from "./refused.ts";

const FP = new Uint8Array(32).fill(0xab);
const OTHER = formatFingerprint(new Uint8Array(32).fill(0xcd));
const SHOWN = formatFingerprint(FP);
const FOLDER = join(import.meta.dirname, "..", "captures");

/** Descriptions that browsers made, with the certificate that the check expects. */
const captured = readdirSync(FOLDER).map((file) =>
  readFileSync(join(FOLDER, file), "utf8").replace(/(a=fingerprint:sha-256 )[0-9A-F:]+/g, `$1${SHOWN}`),
);

/** Lines as the most generous reader would cut them, without what stands around them. */
function generousLines(sdp: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
  return sdp.split(/[\r\n\u0000\u000b\u000c\u0085\u2028\u2029]+/).map((line) => line.trim());
}

function holdsElsewhere(sdp: string): string | null {
  const lines = generousLines(sdp);
  const prints = lines.filter((line) => /^a\s*=\s*fingerprint/i.test(line));
  if (prints.length === 0) return "no fingerprint at all";
  const foreign = prints.find((line) => {
    const hex = line.replace(/^.*?sha-256/i, "").trim();
    return hex.toUpperCase() !== SHOWN;
  });
  if (foreign !== undefined) return "another fingerprint";
  if (lines.some((line) => /^a\s*=\s*(crypto|identity)\b/i.test(line))) return "a key beside the certificate";
  const media = lines.filter((line) => /^m\s*=/i.test(line));
  const open = media.find((line) => {
    const [, port, profile] = line.split(/\s+/);
    return Number.parseInt(port ?? "", 10) !== 0 && !/(SAVPF|DTLS\/SCTP)$/.test(profile ?? "");
  });
  if (open !== undefined || media.length === 0) return "media without encryption";
  const users = new Set(lines.filter((line) => /^a\s*=\s*ice-ufrag/i.test(line)));
  if (users.size !== 1) return "two ICE users";
  return null;
}

export const description: Target = {
  name: "description",
  seeds: captured.map(bytesOf),
  words: [
    `a=fingerprint:sha-256 ${OTHER}\r\n`,
    `a=fingerprint:sha-256 ${SHOWN}\r\n`,
    `A=fingerprint:sha-256 ${OTHER}\r\n`,
    `a=Fingerprint:SHA-512 ${OTHER}\r\n`,
    `\ra=fingerprint:sha-256 ${OTHER}`,
    "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\n",
    "m=audio 9 RTP/AVP 0\r\n",
    "a=group:BUNDLE 0 1 2\r\n",
    "a=crypto:1 AES_CM_128 inline:x\r\n",
    "a=identity:x\r\n",
    "a=ice-ufrag:evil\r\n",
    "a=mid:0\r\n",
    "a=bundle-only\r\n",
    "\r\n",
    "\n",
    "\r",
    "v=0",
  ],
  check(input) {
    const sdp = textOf(input);
    const changed = [askForSteadyAudio(sdp), dropUnlistedPayloads(sdp)];
    promise(
      changed.every((text) => text.length <= 2 * sdp.length + 200),
      "a description grew",
    );
    promise(iceUfrag(sdp).length <= sdp.length, "a user name grew");
    const print = parseFingerprint(sdp.slice(0, 95));
    promise(
      print === null || formatFingerprint(print) === sdp.slice(0, 95).toUpperCase(),
      "a fingerprint changed",
    );
    const passes = refusedWith(["E_FPRINT"], () => {
      checkDescription(sdp, FP);
      return true;
    });
    if (passes === null) return;
    const fault = holdsElsewhere(sdp);
    promise(fault === null, `passed with ${fault}`);
  },
};

/** For the test that the seeds are what they should be. */
export const passesUnchanged = (): boolean =>
  captured.length > 0 &&
  captured.every((sdp) => refusedWith(["E_FPRINT"], () => checkDescription(sdp, FP) === undefined) === true);
