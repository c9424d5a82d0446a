// What a listener on the line learns from the sizes of sound packets (A28), and what the connection was asked for.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { admit, bothLive, closeAll, newPair, openStage, type Stage } from "../hostile/stage.ts";
import { PAIRS, proof } from "../proof/proof.ts";
import { soundArrives } from "../support/call-stats.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ honest: true });
});
afterAll(() => stage?.close());

describe("sound in Chromium", () => {
  proof(
    "A28",
    "packets have one size, whether the fake microphone beeps or is silent",
    async ({ pair, figure }) => {
      const room = await stage.newRoom();
      const { host, guest } = await newPair(stage, room, pair);
      await guest.knock("Kim");
      await admit(host, "Kim");
      await bothLive(host, guest);
      await soundArrives(guest.page);

      const sizes = await host.page.evaluate(async () => {
        const [connection] = window.callProbe.connections;
        if (connection === undefined) throw new Error("no connection");
        const sent = async (): Promise<{ bytes: number; packets: number }> => {
          for (const entry of (await connection.getStats()).values()) {
            if (entry.type === "outbound-rtp" && entry.kind === "audio")
              return { bytes: entry.bytesSent, packets: entry.packetsSent };
          }
          throw new Error("no sound is sent");
        };
        const found: number[] = [];
        let before = await sent();
        const end = performance.now() + 4_000;
        while (performance.now() < end) {
          await new Promise((resolve) => setTimeout(resolve, 60));
          const now = await sent();
          if (now.packets > before.packets)
            found.push((now.bytes - before.bytes) / (now.packets - before.packets));
          before = now;
        }
        return found;
      });
      expect(sizes.length).toBeGreaterThan(20);
      // Silence would make shorter packets at a variable rate, and none at all with DTX.
      expect([...new Set(sizes)]).toHaveLength(1);

      const line = await host.page.evaluate(
        () =>
          /^a=fmtp:\d+ .*useinbandfec.*$/m.exec(
            window.callProbe.connections[0]?.remoteDescription?.sdp ?? "",
          )?.[0],
      );
      expect(line).toContain("cbr=1");
      expect(line).toContain("useinbandfec=1");
      expect(line).toContain("usedtx=0");
      await closeAll(host, guest);
      figure(`${sizes.length} readings, always ${sizes[0]} bytes`);
    },
    { pairs: PAIRS.filter((pair) => pair.host === "chromium") },
  );
});
