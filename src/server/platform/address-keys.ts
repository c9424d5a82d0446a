// What is counted per address is counted under a key from which the address cannot be told.
import { hash, randomFillSync } from "node:crypto";
import { DAY_MS } from "../../protocol/limits.ts";
import type { AddressBytes } from "./address.ts";

export type AddressKeys = { readonly keyOf: (address: AddressBytes, now: number) => string };

const SECRET = 32;
const IPV6_NETWORK = 8;

/**
 * Turns an address (IPv6: its /64, which one connection owns as a whole) into a key under a random secret that
 * is renewed daily and never leaves memory. `now` is a time that never jumps, in milliseconds.
 */
export function createAddressKeys(): AddressKeys {
  // The secret, then the address. A plain hash instead of HMAC: the keys never leave this process, so nobody could
  // extend one, and Node's HMAC costs more than everything else that the relay does for a new socket.
  const input = new Uint8Array(SECRET + IPV6_NETWORK);
  let renewAt = Number.NEGATIVE_INFINITY;
  return {
    keyOf(address, now) {
      if (now >= renewAt) {
        randomFillSync(input, 0, SECRET);
        renewAt = now + DAY_MS;
      }
      const length = Math.min(address.length, IPV6_NETWORK);
      for (let i = 0; i < length; i++) input[SECRET + i] = address[i] ?? 0;
      const key = hash("sha256", input.subarray(0, SECRET + length), "base64url");
      input.fill(0, SECRET);
      return key;
    },
  };
}
