// The blind relay as a pure machine: (state, event, now) to (state, effects). It forwards sealed bytes between
// the members of an unguessable tag. It keeps nothing else, knows no roles, and forgets a tag with its last member.
// docs/protocol.md, "Relay protocol". Times are milliseconds on a clock that never jumps.
import { decodedSize, parseClientMessage, RELAY_CLOSE, type RelayErrorCode } from "../../protocol/relay.ts";
import { take } from "../platform/allowance.ts";
import type { RelayLimits } from "./limits.ts";

/** What all sockets of one address share. `key` is opaque here: an address that was hashed under a random key. */
type Address = { readonly key: string; sockets: number; openings: number };

type Membership<Handle> = {
  readonly seat: Seat<Handle>;
  readonly tag: string;
  readonly route: string;
  toAll: number;
};

/** One open socket. `handle` belongs to whoever carries out the effects; the relay never looks at it. */
export type Seat<Handle> = {
  readonly handle: Handle;
  readonly address: Address;
  readonly openedAt: number;
  heardAt: number;
  pingedAt: number;
  open: boolean;
  joined: boolean;
  memberships: Membership<Handle>[];
  messages: number;
  bytes: number;
  joins: number;
  strikes: number;
  struckAt: number;
};

export type Effect<Handle> =
  | { readonly kind: "send"; readonly seat: Seat<Handle>; readonly text: string }
  | { readonly kind: "ping"; readonly seat: Seat<Handle> }
  | { readonly kind: "close"; readonly seat: Seat<Handle>; readonly code: number };

type Opening<Handle> =
  | { readonly admitted: true; readonly seat: Seat<Handle> }
  /** Milliseconds after which another attempt makes sense. */
  | { readonly admitted: false; readonly retryAfter: number };

export type Relay<Handle> = {
  readonly open: (handle: Handle, addressKey: string, now: number) => Opening<Handle>;
  readonly receive: (seat: Seat<Handle>, text: string, now: number) => Effect<Handle>[];
  /** A message that cannot be one: binary, or not readable as text. */
  readonly receiveRubbish: (seat: Seat<Handle>) => Effect<Handle>[];
  readonly heard: (seat: Seat<Handle>, now: number) => void;
  readonly close: (seat: Seat<Handle>) => void;
  /** To be called about once a second: pings, silent sockets, sockets that never joined, spent address counters. */
  readonly tick: (now: number) => Effect<Handle>[];
  readonly seats: () => Iterable<Seat<Handle>>;
  /** Sizes only, for tests and counters. */
  readonly size: () => { readonly sockets: number; readonly tags: number; readonly addresses: number };
};

export type RelayDependencies = {
  readonly limits: RelayLimits;
  /** A new unguessable route: 12 random bytes in base64url. */
  readonly randomRoute: () => string;
};

const RETRY_WHEN_CROWDED = 60_000;

/** The text of an `err` message; `n` is 0 when the request is unknown. */
export function errorText(n: number, code: RelayErrorCode, retryAfter?: number): string {
  return JSON.stringify({
    t: "err",
    n,
    code,
    ...(retryAfter === undefined ? {} : { retryAfter: Math.ceil(retryAfter) }),
  });
}

export function createRelay<Handle>({ limits, randomRoute }: RelayDependencies): Relay<Handle> {
  type S = Seat<Handle>;
  type M = Membership<Handle>;
  type Effects = Effect<Handle>[];

  const seats = new Set<S>();
  const tags = new Map<string, M[]>();
  const addresses = new Map<string, Address>();

  function closing(seat: S, code: number): Effects {
    forget(seat);
    return [{ kind: "close", seat, code }];
  }

  function answer(seat: S, n: number, code: RelayErrorCode, retryAfter?: number): Effects {
    return [{ kind: "send", seat, text: errorText(n, code, retryAfter) }];
  }

  function strike(seat: S, n: number, retryAfter: number, now: number): Effects {
    seat.strikes = now - seat.struckAt < limits.strikeMemory ? seat.strikes + 1 : 1;
    seat.struckAt = now;
    const said = answer(seat, n, "RATE", retryAfter);
    return seat.strikes < limits.strikes ? said : [...said, ...closing(seat, RELAY_CLOSE.rate)];
  }

  function removeMembership(membership: M): void {
    const members = tags.get(membership.tag);
    const index = members?.indexOf(membership) ?? -1;
    if (members === undefined || index < 0) return;
    if (members.length === 1) tags.delete(membership.tag);
    else members.splice(index, 1);
  }

  function forget(seat: S): void {
    if (!seat.open) return;
    seat.open = false;
    seats.delete(seat);
    for (const membership of seat.memberships) removeMembership(membership);
    seat.memberships = [];
    seat.address.sockets--;
  }

  function membershipOf(seat: S, tag: string): M | undefined {
    return seat.memberships.find((membership) => membership.tag === tag);
  }

  /** Makes room in a tag, if that is allowed: null when the tag is full for this seat. */
  function makeRoom(seat: S, members: readonly M[], now: number): Effects | null {
    const own = members.filter((member) => member.seat.address === seat.address);
    if (own.length >= limits.membersPerTagAndAddress) {
      const oldest = own[0]?.seat;
      if (oldest === undefined || oldest === seat || now - oldest.heardAt < limits.silent) return null;
      return closing(oldest, RELAY_CLOSE.idle);
    }
    return members.length >= limits.membersPerTag ? null : [];
  }

  function joinOne(seat: S, tag: string, effects: Effects, now: number): string | null {
    const present = membershipOf(seat, tag);
    if (present !== undefined) return present.route;
    const members = tags.get(tag);
    if (members !== undefined && members.length >= limits.membersPerTagAndAddress) {
      const made = makeRoom(seat, members, now);
      if (made === null) return null;
      effects.push(...made);
    }
    const membership: M = { seat, tag, route: randomRoute(), toAll: 0 };
    seat.memberships.push(membership);
    const current = tags.get(tag);
    if (current === undefined) tags.set(tag, [membership]);
    else current.push(membership);
    return membership.route;
  }

  function join(seat: S, n: number, wanted: readonly string[], now: number): Effects {
    if (seat.memberships.length + wanted.length > limits.tagsPerSocket) {
      const fresh = new Set(wanted.filter((tag) => membershipOf(seat, tag) === undefined)).size;
      if (seat.memberships.length + fresh > limits.tagsPerSocket) return answer(seat, n, "TOO_MANY");
    }
    const joins = take(limits.joins, seat.joins, wanted.length, now);
    if (joins < 0) return strike(seat, n, -joins, now);
    seat.joins = joins;
    seat.joined = true;
    const effects: Effects = [];
    const routes = wanted.map((tag) => {
      const route = joinOne(seat, tag, effects, now);
      return route === null ? "null" : `"${route}"`;
    });
    effects.push({ kind: "send", seat, text: `{"t":"joined","n":${n},"routes":[${routes.join(",")}]}` });
    return effects;
  }

  function leave(seat: S, left: readonly string[]): Effects {
    for (const tag of left) {
      const membership = membershipOf(seat, tag);
      if (membership === undefined) continue;
      removeMembership(membership);
      seat.memberships = seat.memberships.filter((other) => other !== membership);
    }
    return [];
  }

  function send(seat: S, n: number, tag: string, to: string, b: string, now: number): Effects {
    const own = membershipOf(seat, tag);
    if (own === undefined) return answer(seat, n, "NOT_JOINED");
    const toAll = to === "*";
    if (decodedSize(b.length) > (toAll ? limits.bodyToAll : limits.bodyToOne))
      return answer(seat, n, "TOO_BIG");
    const members = tags.get(tag) ?? [];
    // Every part was checked against its alphabet, so nothing needs escaping.
    const text = `{"t":"msg","tag":"${tag}","from":"${own.route}","b":"${b}"}`;
    if (toAll) {
      const allowed = take(limits.toAll, own.toAll, 1, now);
      if (allowed < 0) return strike(seat, n, -allowed, now);
      own.toAll = allowed;
      return members
        .filter((member) => member !== own)
        .map((member) => ({ kind: "send", seat: member.seat, text }));
    }
    const target = members.find((member) => member.route === to);
    return target === undefined ? answer(seat, n, "NO_ROUTE") : [{ kind: "send", seat: target.seat, text }];
  }

  return {
    open(handle, addressKey, now) {
      const known = addresses.get(addressKey);
      const address = known ?? { key: addressKey, sockets: 0, openings: 0 };
      if (known === undefined) addresses.set(addressKey, address);
      const openings = take(limits.openings, address.openings, 1, now);
      if (openings < 0) return { admitted: false, retryAfter: -openings };
      address.openings = openings;
      if (seats.size >= limits.sockets || address.sockets >= limits.socketsPerAddress) {
        return { admitted: false, retryAfter: RETRY_WHEN_CROWDED };
      }
      address.sockets++;
      const seat: S = {
        handle,
        address,
        openedAt: now,
        heardAt: now,
        pingedAt: now,
        open: true,
        joined: false,
        memberships: [],
        messages: 0,
        bytes: 0,
        joins: 0,
        strikes: 0,
        struckAt: Number.NEGATIVE_INFINITY,
      };
      seats.add(seat);
      return { admitted: true, seat };
    },

    receive(seat, text, now) {
      if (!seat.open) return [];
      seat.heardAt = now;
      const message = parseClientMessage(text);
      if (message === null) return [...answer(seat, 0, "BAD_MSG"), ...closing(seat, RELAY_CLOSE.badMessage)];
      const messages = take(limits.messages, seat.messages, 1, now);
      if (messages < 0) return strike(seat, message.n, -messages, now);
      const bytes = take(limits.bytes, seat.bytes, text.length, now);
      if (bytes < 0) return strike(seat, message.n, -bytes, now);
      seat.messages = messages;
      seat.bytes = bytes;
      if (message.t === "send") return send(seat, message.n, message.tag, message.to, message.b, now);
      return message.t === "join" ? join(seat, message.n, message.tags, now) : leave(seat, message.tags);
    },

    receiveRubbish(seat) {
      return seat.open ? closing(seat, RELAY_CLOSE.badMessage) : [];
    },

    heard(seat, now) {
      seat.heardAt = now;
    },

    close: forget,

    tick(now) {
      const effects: Effects = [];
      for (const seat of seats) {
        if (!seat.joined && now - seat.openedAt >= limits.joinWait) {
          effects.push(...closing(seat, RELAY_CLOSE.joinTimeout));
        } else if (now - seat.heardAt >= limits.pongWait) {
          effects.push(...closing(seat, RELAY_CLOSE.idle));
        } else if (now - seat.pingedAt >= limits.ping) {
          seat.pingedAt = now;
          effects.push({ kind: "ping", seat });
        }
      }
      for (const address of addresses.values()) {
        if (address.sockets === 0 && address.openings <= now) addresses.delete(address.key);
      }
      return effects;
    },

    seats: () => seats,

    size: () => ({ sockets: seats.size, tags: tags.size, addresses: addresses.size }),
  };
}
