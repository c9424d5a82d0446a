import { describe, expect, it } from "vitest";
import { askForSteadyAudio, dropUnlistedPayloads, iceUfrag } from "./sdp.ts";

const SDP = [
  "v=0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
  "a=ice-ufrag:Ab+/",
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "a=rtpmap:63 red/48000/2",
  "a=fmtp:63 111/111",
  "",
].join("\r\n");

describe("steady audio", () => {
  it("asks for a constant bit rate with error correction and without silence suppression", () => {
    const line = /^a=fmtp:111 .*$/m.exec(askForSteadyAudio(SDP))?.[0];
    expect(line).toContain("cbr=1");
    expect(line).toContain("useinbandfec=1");
    expect(line).toContain("usedtx=0");
    expect(askForSteadyAudio(SDP)).toContain("a=fmtp:63 111/111");
  });

  it("adds the line where there is none, and changes nothing without Opus", () => {
    const bare = SDP.replace("a=fmtp:111 minptime=10;useinbandfec=1\r\n", "");
    expect(askForSteadyAudio(bare)).toContain("a=rtpmap:111 opus/48000/2\r\na=fmtp:111 ");
    const none = SDP.replaceAll("opus", "PCMU");
    expect(askForSteadyAudio(none)).toBe(none);
  });

  it("drops attributes of payload types that the section does not list", () => {
    const stray = SDP.replace(
      "a=rtpmap:63",
      "a=rtcp-fb:122 nack\r\na=rtcp-fb:111 transport-cc\r\na=rtpmap:63",
    );
    const clean = dropUnlistedPayloads(stray);
    expect(clean).not.toContain("122");
    expect(clean).toContain("a=rtcp-fb:111 transport-cc");
    expect(dropUnlistedPayloads(SDP)).toBe(SDP);
  });

  it("finds the ICE user name fragment", () => {
    expect(iceUfrag(SDP)).toBe("Ab+/");
    expect(iceUfrag("")).toBe("");
  });
});
