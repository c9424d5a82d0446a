// The written conversation of one leg: over the data channel only, in memory only, gone when the leg closes.
import { utf8 } from "../../e2ee/bytes.ts";
import { CHAT_MAX } from "../../protocol/limits.ts";
import type { ChatBody, SealedBody } from "../../protocol/sealed.ts";
import type { ChatMessage } from "./call-view.ts";

export interface Chat {
  readonly messages: () => readonly ChatMessage[];
  /** Sends a line; false if it is empty or longer than CHAT_MAX bytes. */
  send(text: string): boolean;
  receive(body: ChatBody): void;
}

/** Lines kept on the screen, and their numbers, so that a peer cannot fill the memory. */
const KEPT = 500;

export function createChat(input: {
  readonly send: (body: SealedBody) => void;
  readonly now: () => number;
  readonly changed: () => void;
}): Chat {
  let messages: readonly ChatMessage[] = [];
  let lastId = 0;
  const received = new Set<number>();

  function show(next: readonly ChatMessage[]): void {
    messages = next.slice(-KEPT);
    input.changed();
  }

  return {
    messages: () => messages,
    send(text) {
      const line = text.trim();
      if (line === "" || utf8(line).length > CHAT_MAX) return false;
      lastId += 1;
      input.send({ type: "chat", kind: "text", id: lastId, text: line });
      const key = `self-${lastId}`;
      show([...messages, { key, from: "self", text: line, at: input.now(), delivered: false }]);
      return true;
    },
    receive(body) {
      if (body.kind === "received") {
        const key = `self-${body.id}`;
        show(messages.map((message) => (message.key === key ? { ...message, delivered: true } : message)));
        return;
      }
      input.send({ type: "chat", kind: "received", id: body.id });
      if (received.has(body.id)) return;
      received.add(body.id);
      const oldest = received.values().next().value;
      if (received.size > KEPT && oldest !== undefined) received.delete(oldest);
      const key = `peer-${body.id}`;
      show([...messages, { key, from: "peer", text: body.text, at: input.now(), delivered: true }]);
    },
  };
}
