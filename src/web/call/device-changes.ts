// What a change in the list of devices means for the ones in use (W3C Media Capture and Streams, 9 and 10).

/** Browsers with a "default" entry name the device behind it by its group; others list it first. */
function defaultOf(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): string | null {
  const ofKind = devices.filter((device) => device.kind === kind);
  const named = ofKind.find((device) => device.deviceId === "default");
  return named?.groupId ?? ofKind[0]?.deviceId ?? null;
}

export interface DeviceChanges {
  /** The person's own choice, or null for the device's default. */
  choose(id: string): void;
  chosen(): string | null;
  /**
   * Takes a new list. "chosen": the chosen device is there and not in use; "default": nobody chose, and the default is
   * another one now; null: nothing is to be done.
   */
  listed(devices: readonly MediaDeviceInfo[], usedId: string | null): "chosen" | "default" | null;
}

export function createDeviceChanges(kind: MediaDeviceKind): DeviceChanges {
  let chosen: string | null = null;
  let usual: string | null = null;
  return {
    choose(id) {
      chosen = id;
    },
    chosen: () => chosen,
    listed(devices, usedId) {
      const before = usual;
      usual = defaultOf(devices, kind);
      const isThere = devices.some((device) => device.kind === kind && device.deviceId === chosen);
      if (chosen !== null && isThere) return usedId === chosen ? null : "chosen";
      // A stand-in for the chosen one that has just been taken needs no second look.
      return chosen === null && before !== null && usual !== null && usual !== before ? "default" : null;
    },
  };
}
