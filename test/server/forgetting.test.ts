// A26, as far as sockets alone show it: once they are closed, neither tag nor address nor body is in the memory of
// the process, in its output or in a file of it.
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { pause } from "../support/eventually.ts";
import { startInstance } from "../support/instance.ts";

const ADDRESS = "127.0.77.99";

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test("the server forgets tags, addresses and bodies with the last socket", async () => {
  const instance = await startInstance();
  try {
    const tag = randomBytes(16).toString("base64url");
    const body = randomBytes(1_000).toString("base64url");
    const open = async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${instance.port}/v1`, ["psy-call.1"], {
        origin: instance.origin,
        localAddress: ADDRESS,
      });
      await new Promise((resolve) => socket.once("open", resolve));
      socket.send(JSON.stringify({ t: "join", n: 1, tags: [tag] }));
      await new Promise((resolve) => socket.once("message", resolve));
      return socket;
    };
    const [a, b] = [await open(), await open()];
    const received = new Promise((resolve) => b.once("message", resolve));
    a.send(JSON.stringify({ t: "send", n: 2, tag, to: "*", b: body }));
    await received;
    const during = await instance.heapSnapshot();
    expect(during).toContain(tag);
    // One socket ends in order, the other by a message that is none.
    a.close();
    b.send(`{"t":"join","n":1,"tags":["${tag}"],"extra":1}`);
    await new Promise((resolve) => b.once("close", resolve));
    await pause(2_500);

    const after = await instance.heapSnapshot();
    for (const secret of [tag, ADDRESS, body.slice(0, 64)]) {
      expect(after).not.toContain(secret);
      expect(instance.output()).not.toContain(secret);
    }
    await instance.stop();
    for (const file of filesUnder(instance.dataDir)) {
      const text = readFileSync(file, "latin1");
      for (const secret of [tag, ADDRESS, body.slice(0, 64)]) expect(text).not.toContain(secret);
    }
  } finally {
    await instance.remove();
  }
}, 60_000);
