/**
 * Sends no picture over a path that is broken, and begins with a whole one when it is back. What an encoder goes on
 * making meanwhile is lost; on the return its pieces would stand before the sound on a line that the browser still
 * believes to be narrow, and the other side would ask for a whole picture only after having missed many parts.
 */
export function holdPicture(places: readonly RTCRtpTransceiver[], isHeld: boolean): void {
  for (const place of places) {
    if (place.receiver.track.kind !== "video") continue;
    const parameters = place.sender.getParameters();
    const [first] = parameters.encodings ?? [];
    if (first?.active !== isHeld) continue;
    first.active = !isHeld;
    // Where the browser refuses, the picture comes back by itself, a little later.
    place.sender.setParameters(parameters).catch(() => {});
  }
}
