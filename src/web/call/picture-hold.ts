// Sound has a returning path to itself for a moment (docs/decisions/0047).

/** So long after the first sign of life (ms). */
const SOUND_FIRST = 150;

export interface PictureHold {
  changed(isSilent: boolean): void;
  /** At each look at the path: what else sets the parameters of a sender could have undone the last word. */
  looked(isSilent: boolean): void;
}

/** Decides when pictures are held; `now` in Unix ms. */
export function createPictureHold(now: () => number, hold: (isHeld: boolean) => void): PictureHold {
  let until = 0;
  let isBroken = false;
  const decide = (): void => hold(isBroken || now() < until);
  return {
    changed(isSilent) {
      isBroken = isSilent;
      if (!isSilent) {
        until = now() + SOUND_FIRST;
        setTimeout(decide, SOUND_FIRST);
      }
      decide();
    },
    looked(isSilent) {
      isBroken = isSilent;
      decide();
    },
  };
}

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
