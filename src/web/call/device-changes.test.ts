import { describe, expect, test } from "vitest";
import { createDeviceChanges } from "./device-changes.ts";

const device = (deviceId: string, groupId = deviceId): MediaDeviceInfo => ({
  deviceId,
  groupId,
  kind: "audioinput",
  label: deviceId,
  toJSON: () => ({}),
});

describe("a list of devices that changes", () => {
  test("is nothing to act on while the chosen device is in use, or is gone", () => {
    const changes = createDeviceChanges("audioinput");
    changes.choose("headset");
    expect(changes.listed([device("inside"), device("headset")], "headset")).toBeNull();
    expect(changes.listed([device("inside")], "inside")).toBeNull();
  });

  test("brings back the chosen device, and no other", () => {
    const changes = createDeviceChanges("audioinput");
    changes.choose("headset");
    expect(changes.listed([device("inside"), device("other")], "inside")).toBeNull();
    expect(changes.listed([device("inside"), device("headset")], "inside")).toBe("chosen");
  });

  test("tells of another default by the group behind it, or by the first of the list", () => {
    const named = createDeviceChanges("audioinput");
    expect(named.listed([device("default", "g1"), device("a", "g1")], "default")).toBeNull();
    expect(
      named.listed([device("default", "g1"), device("a", "g1"), device("b", "g2")], "default"),
    ).toBeNull();
    expect(named.listed([device("default", "g2"), device("a", "g1")], "default")).toBe("default");
    const listed = createDeviceChanges("audioinput");
    expect(listed.listed([device("a"), device("b")], "a")).toBeNull();
    expect(listed.listed([device("b"), device("a")], "a")).toBe("default");
  });

  test("does not look at devices of another kind", () => {
    const changes = createDeviceChanges("videoinput");
    expect(changes.listed([device("a")], null)).toBeNull();
    expect(changes.listed([device("b")], null)).toBeNull();
  });
});
