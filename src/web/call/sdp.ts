// The few lines of a session description that no API reaches (RFC 7587, section 6.1).

/**
 * Asks the other side for Opus with a constant bit rate, in-band FEC and no silence suppression: packet sizes of
 * variable rate speech give away what is said (docs/threat-model.md). Applied to the description that is sent:
 * the parameters are a receiver's preference. Chromium follows `cbr`, Firefox ignores it.
 */
export function askForSteadyAudio(sdp: string): string {
  const payload = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (payload === undefined) return sdp;
  const wanted = "minptime=10;useinbandfec=1;cbr=1;maxaveragebitrate=40000;usedtx=0";
  const line = new RegExp(`^a=fmtp:${payload} .*$`, "m");
  if (line.test(sdp)) return sdp.replace(line, `a=fmtp:${payload} ${wanted}`);
  return sdp.replace(/^(a=rtpmap:(\d+) opus\/48000[^\r\n]*)(\r?\n)/im, `$1$3a=fmtp:${payload} ${wanted}$3`);
}

/** The first ICE user name fragment of a description; "" if there is none. */
export function iceUfrag(sdp: string): string {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? "";
}

/**
 * Removes attributes of payload types that their section does not list. Firefox leaves such lines behind for codecs
 * that `setCodecPreferences` took out, and Chromium refuses the whole description then.
 */
export function dropUnlistedPayloads(sdp: string): string {
  let listed: ReadonlySet<string> = new Set();
  const kept = sdp.split("\r\n").filter((line) => {
    if (line.startsWith("m=")) listed = new Set(line.split(" ").slice(3));
    const payload = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line)?.[1];
    return payload === undefined || listed.has(payload);
  });
  return kept.join("\r\n");
}
