// Addresses of TURN servers (RFC 7065), as the configuration names them and as a guest is told them.
import { TURN_TEXT_MAX } from "./limits.ts";

const FORM = /^turns?:(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?(?:\?transport=(?:udp|tcp))?$/;
const PORT_MAX = 65_535;

/** Whether every browser takes this as the address of a TURN server: another one would throw in RTCPeerConnection. */
export function isTurnUrl(url: string): boolean {
  const match = url.length <= TURN_TEXT_MAX ? FORM.exec(url) : null;
  const port = match?.[1];
  return match !== null && (port === undefined || (Number(port) > 0 && Number(port) <= PORT_MAX));
}
