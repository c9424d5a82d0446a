// A headset that goes and comes back in the middle of a call. No machine of these tests has one: the page's list of
// devices is made here, and a real track is told that it has ended or that the system holds it, as a browser would.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { admit, bothLive, closeAll, newGuest, newHost, openStage, type Stage } from "../hostile/stage.ts";
import { soundArrives } from "../support/call-stats.ts";
import { eventually } from "../support/eventually.ts";

declare global {
  interface Window {
    hardware: {
      unplug(id: string): void;
      plug(id: string): void;
      hold(isHeld: boolean): void;
    };
  }
}

/** Self-contained: two microphones, both played by the browser's one fake device. */
function twoMicrophones(): void {
  let present = ["inside", "headset"];
  const given: { readonly id: string; readonly track: MediaStreamTrack }[] = [];
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.enumerateDevices = async () =>
    present.map((deviceId) => ({
      deviceId,
      groupId: deviceId,
      kind: "audioinput",
      label: deviceId,
      toJSON: () => ({}),
    }));
  mediaDevices.getUserMedia = async (wanted) => {
    const audio = wanted?.audio;
    if (audio === undefined || audio === false) return ask(wanted);
    const exact = typeof audio === "object" ? audio.deviceId : undefined;
    const id = typeof exact === "object" && "exact" in exact ? String(exact.exact) : (present[0] ?? "");
    if (!present.includes(id)) throw new DOMException("not there", "NotFoundError");
    const stream = await ask({ ...wanted, audio: true });
    for (const track of stream.getAudioTracks()) {
      given.push({ id, track });
      const read = track.getSettings.bind(track);
      track.getSettings = () => ({ ...read(), deviceId: id });
    }
    return stream;
  };
  const changed = () => mediaDevices.dispatchEvent(new Event("devicechange"));
  window.hardware = {
    unplug(id) {
      present = present.filter((one) => one !== id);
      for (const { track } of given.filter((one) => one.id === id && one.track.readyState === "live")) {
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
      changed();
    },
    plug(id) {
      present = [...present, id];
      changed();
    },
    hold(isHeld) {
      const track = given.at(-1)?.track;
      if (track === undefined) return;
      Object.defineProperty(track, "muted", { value: isHeld, configurable: true });
      track.dispatchEvent(new Event(isHeld ? "mute" : "unmute"));
    },
  };
}

describe("a headset", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ honest: true });
  });
  afterAll(() => stage?.close());

  test("that goes and comes back: speech goes on, and the headset is taken again", async () => {
    const room = await stage.newRoom();
    const host = await newHost(stage, room);
    const guest = await newGuest(stage, room, { prepare: [twoMicrophones] });
    const microphone = () => guest.page.evaluate(() => window.bare.microphone());
    await guest.page.evaluate(() => window.bare.chooseMicrophone("headset"));
    expect(await microphone()).toEqual({ state: "on", id: "headset", standsIn: false });
    await guest.knock("Kim");
    await admit(host, "Kim");
    await bothLive(host, guest);
    await soundArrives(host.page);

    await guest.page.evaluate(() => window.hardware.unplug("headset"));
    await eventually(async () =>
      expect(await microphone()).toEqual({ state: "on", id: "inside", standsIn: true }),
    );
    await soundArrives(host.page);

    await guest.page.evaluate(() => window.hardware.plug("headset"));
    await eventually(async () =>
      expect(await microphone()).toEqual({ state: "on", id: "headset", standsIn: false }),
    );
    await soundArrives(host.page);
    await closeAll(host, guest);
  });

  test("that the system holds is not said to be on, to neither side", async () => {
    const room = await stage.newRoom();
    const host = await newHost(stage, room);
    const guest = await newGuest(stage, room, { prepare: [twoMicrophones] });
    await guest.knock("Kim");
    await admit(host, "Kim");
    await bothLive(host, guest);
    const hears = (is: boolean) =>
      eventually(async () => expect(await host.page.evaluate(() => window.bare.hearsPeer())).toBe(is));
    await hears(true);
    await guest.page.evaluate(() => window.hardware.hold(true));
    expect((await guest.page.evaluate(() => window.bare.microphone())).state).toBe("silenced");
    await hears(false);
    await guest.page.evaluate(() => window.hardware.hold(false));
    expect((await guest.page.evaluate(() => window.bare.microphone())).state).toBe("on");
    await hears(true);
    await closeAll(host, guest);
  });
});
