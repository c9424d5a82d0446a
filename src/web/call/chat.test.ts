import { describe, expect, it } from "vitest";
import { CHAT_MAX } from "../../protocol/limits.ts";
import type { SealedBody } from "../../protocol/sealed.ts";
import { createChat } from "./chat.ts";

function pair() {
  const sent: SealedBody[] = [];
  const chat = createChat({ send: (body) => sent.push(body), now: () => 7, changed: () => {} });
  return { chat, sent };
}

describe("chat", () => {
  it("shows an own line as delivered only when the other device has said so", () => {
    const { chat, sent } = pair();
    expect(chat.send("  Guten Tag ")).toBe(true);
    expect(sent).toEqual([{ type: "chat", kind: "text", id: 1, text: "Guten Tag" }]);
    expect(chat.messages()[0]?.delivered).toBe(false);
    chat.receive({ type: "chat", kind: "received", id: 1 });
    expect(chat.messages()[0]?.delivered).toBe(true);
  });

  it("confirms every line and shows a repeated one once", () => {
    const { chat, sent } = pair();
    chat.receive({ type: "chat", kind: "text", id: 4, text: "Hallo" });
    chat.receive({ type: "chat", kind: "text", id: 4, text: "Hallo" });
    expect(chat.messages()).toHaveLength(1);
    expect(sent).toHaveLength(2);
  });

  it("keeps a bounded number of lines, the newest", () => {
    const { chat } = pair();
    for (let id = 1; id <= 1_200; id += 1) chat.receive({ type: "chat", kind: "text", id, text: "x" });
    expect(chat.messages()).toHaveLength(500);
    chat.receive({ type: "chat", kind: "text", id: 1_200, text: "x" });
    expect(chat.messages().at(-1)?.key).toBe("peer-1200");
    expect(chat.messages().filter(({ key }) => key === "peer-1200")).toHaveLength(1);
  });

  it("refuses what is empty or too long, counted in bytes", () => {
    const { chat, sent } = pair();
    expect(chat.send("   ")).toBe(false);
    expect(chat.send("ä".repeat(CHAT_MAX / 2 + 1))).toBe(false);
    expect(chat.send("ä".repeat(CHAT_MAX / 2))).toBe(true);
    expect(sent).toHaveLength(1);
  });
});
