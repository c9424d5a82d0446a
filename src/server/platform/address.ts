// Network addresses as bytes. By hand, because Node's own checks are regular expressions, and V8 keeps the last
// text that one matched: an address would outlive its connection.

/** An IPv4 address takes four bytes, an IPv6 address sixteen. */
export type AddressBytes = readonly number[];

function parseNumber(text: string, base: 10 | 16, longest: number, max: number): number | null {
  if (text.length < 1 || text.length > longest) return null;
  let value = 0;
  for (const char of text) {
    const digit = "0123456789abcdef".indexOf(char.toLowerCase());
    if (digit < 0 || digit >= base) return null;
    value = value * base + digit;
  }
  return value <= max ? value : null;
}

/** One pass over the characters: this runs for every socket that is opened. */
function parseIpv4(text: string): number[] | null {
  const bytes: number[] = [];
  let value = 0;
  let digits = 0;
  for (let i = 0; i <= text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
      continue;
    }
    const ends = i === text.length || text[i] === ".";
    if (!ends || digits === 0 || digits > 3 || value > 255) return null;
    bytes.push(value);
    value = digits = 0;
  }
  return bytes.length === 4 ? bytes : null;
}

function parseGroups(text: string): number[] | null {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [index, group] of groups.entries()) {
    const last = index === groups.length - 1;
    const dotted = last && group.includes(".") ? parseIpv4(group) : null;
    if (dotted !== null) {
      bytes.push(...dotted);
      continue;
    }
    const value = parseNumber(group, 16, 4, 0xffff);
    if (value === null) return null;
    bytes.push(value >> 8, value & 0xff);
  }
  return bytes;
}

function parseIpv6(text: string): number[] | null {
  const [plain = ""] = text.split("%", 1);
  const halves = plain.split("::");
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? "");
  const tail = parseGroups(halves[1] ?? "");
  if (head === null || tail === null) return null;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return null;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** An IPv4 address that came over an IPv6 socket (::ffff:a.b.c.d) is the IPv4 address. */
function unmap(bytes: number[]): number[] {
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return mapped ? bytes.slice(12) : bytes;
}

/** Reads an address; null if the text is none. */
export function parseAddress(text: string): AddressBytes | null {
  if (!text.includes(":")) return parseIpv4(text);
  const bytes = parseIpv6(text);
  return bytes === null ? null : unmap(bytes);
}

/** The network that an address belongs to, written plainly: its first `v4` or `v6` bits, the rest zero. */
export function networkOf(address: AddressBytes, v4: number, v6: number): string {
  const bits = address.length === 4 ? v4 : v6;
  const kept = address.map((byte, index) => byte & (0xff << Math.max(0, 8 - Math.max(0, bits - index * 8))));
  if (kept.length === 4) return `${kept.join(".")}/${bits}`;
  const groups: string[] = [];
  for (let i = 0; i < bits; i += 16) {
    groups.push((((kept[i / 8] ?? 0) << 8) | (kept[i / 8 + 1] ?? 0)).toString(16));
  }
  return `${groups.join(":")}::/${bits}`;
}

/** What a log keeps of an address: IPv4 without its last byte, IPv6 the part that names a site. */
export const shortNetworkOf = (address: AddressBytes): string => networkOf(address, 24, 48);

export type Network = { readonly base: AddressBytes; readonly bits: number };

/** Reads an address or a network such as 10.0.0.0/8; null if the text is neither. */
export function parseNetwork(text: string): Network | null {
  const [address = "", prefix, ...rest] = text.split("/");
  const base = parseAddress(address);
  if (base === null || rest.length > 0) return null;
  const width = base.length * 8;
  if (prefix === undefined) return { base, bits: width };
  const bits = parseNumber(prefix, 10, 3, width);
  return bits === null ? null : { base, bits };
}

export function isInNetwork(address: AddressBytes, network: Network): boolean {
  if (address.length !== network.base.length) return false;
  for (let bit = 0; bit < network.bits; bit++) {
    const mask = 0x80 >> (bit & 7);
    const index = bit >> 3;
    if (((address[index] ?? 0) & mask) !== ((network.base[index] ?? 0) & mask)) return false;
  }
  return true;
}

export function isLoopback(address: AddressBytes): boolean {
  if (address.length === 4) return address[0] === 127;
  return address.every((byte, index) => byte === (index === 15 ? 1 : 0));
}
