// Whether the relay's socket opens. Nothing is sent over it, no tag is joined.
import { SOCKET_WAIT } from "../../protocol/limits.ts";
import { RELAY_SUBPROTOCOL } from "../../protocol/relay.ts";
import type { Finding } from "./check-view.ts";

/** Never rejects. */
export function checkRelay(url: string): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, RELAY_SUBPROTOCOL);
    const tell = (is: "open" | "closed"): void => {
      clearTimeout(timer);
      socket.onopen = null;
      socket.onclose = null;
      socket.close();
      resolve({ step: "relay", is });
    };
    const timer = setTimeout(() => tell("closed"), SOCKET_WAIT);
    socket.onopen = () => tell("open");
    socket.onclose = () => tell("closed");
  });
}
