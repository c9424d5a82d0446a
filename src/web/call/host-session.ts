// The therapist's page: one socket for all rooms, one call at a time.
import type { FatalCode } from "../../protocol/errors.ts";
import { MAX_ADMITTED } from "../../protocol/limits.ts";
import type { WebConfig } from "../../protocol/web-config.ts";
import type {
  HostRoomInput,
  HostRoomView,
  HostSession,
  HostView,
  PracticeFace,
  ToldConsent,
  TurnPool,
} from "./call-view.ts";
import { createClock } from "./clock.ts";
import { createCounters } from "./counters.ts";
import type { HostLeg } from "./host-leg.ts";
import { createHostRoom, type HostRoom } from "./host-room.ts";
import type { LocalMediaSource } from "./media.ts";
import { onNetworkChange } from "./network-events.ts";
import { createSource } from "./observable.ts";
import { createRelaySocket } from "./relay-socket.ts";
import { createRoomLocks } from "./room-lock.ts";
import { inTurns } from "./tag-book.ts";

const HOUSEKEEPING = 30_000;
// Many rooms announce themselves one after the other, below the rate that the relay bears.
const ANNOUNCED_AT_ONCE = 20;
const ANNOUNCE_GAP = 100;

export function createHostSession(input: {
  readonly config: WebConfig;
  readonly clockOffset: number;
  readonly media: LocalMediaSource;
  /** TURN credentials of the account; null without one. */
  readonly turn: TurnPool | null;
  /** A pin was set, or with null deleted: to be kept with the room. */
  readonly onVerified: (roomId: string, idPk: string, verifiedAt: number | null) => void;
  /** A client has agreed, or has taken it back: to be kept with the room. */
  readonly onConsented: (roomId: string, told: ToldConsent) => void;
}): HostSession {
  const { config, media } = input;
  const now = createClock(input.clockOffset);
  const counters = createCounters();
  const rooms = new Map<string, HostRoom>();
  const elsewhere = new Set<string>();
  let practice: PracticeFace = { name: "", phone: "", logo: null };
  let relay: HostView["relay"] = "connecting";
  let callRoom: string | null = null;
  let alarm: HostView["alarm"] = null;
  const startedAt = now();
  let isFirst = true;
  // Edits and messages are handled in their order.
  let edits: Promise<void> = Promise.resolve();
  let inbox: Promise<void> = Promise.resolve();

  const view = createSource<HostView>({ relay, rooms: new Map(), callRoom, alarm });
  function show(): void {
    const seen = new Map<string, HostRoomView>();
    for (const room of rooms.values()) seen.set(room.id, room.view(elsewhere.has(room.id)));
    view.set({ relay, rooms: seen, callRoom, alarm });
  }

  const socket = createRelaySocket(config.relayUrl, {
    joined() {
      relay = "open";
      for (const [index, room] of [...rooms.values()].entries()) {
        setTimeout(() => room.announce(), Math.max(0, index - ANNOUNCED_AT_ONCE) * ANNOUNCE_GAP);
        for (const leg of room.callLegs()) {
          sayResume(leg);
          if (leg.phase() !== "live") leg.leg.resend();
        }
      }
      show();
    },
    message: (tag, from, body) => {
      inbox = inbox
        .then(async () => {
          for (const room of rooms.values())
            if (room.tags().includes(tag)) await room.receive(tag, from, body);
        })
        .catch(() => {});
    },
    refused: () => {},
    closed() {
      relay = "lost";
      show();
    },
    isUrgent: () => [...rooms.values()].some((room) => room.callLegs().some((leg) => leg.phase() !== "live")),
    rejected() {
      relay = "refused";
      show();
    },
  });

  /** After a reconnect the guests learn the new route of this page. */
  function sayResume(leg: HostLeg): void {
    if (leg.phase() === "live") return;
    leg.leg.send({ type: "resume", ice: leg.leg.health(), wantsRestart: false, wantsTurn: false });
  }

  const locks = createRoomLocks({
    mayHandOver: (roomId) => (rooms.get(roomId)?.callLegs().length ?? 0) === 0,
    lost: loseRoom,
  });

  function loseRoom(roomId: string): void {
    elsewhere.add(roomId);
    const room = rooms.get(roomId);
    room?.yield();
    for (const leg of room?.legs() ?? []) if (!leg.isInCall()) leg.dispatch({ type: "moved" });
    show();
  }

  async function joinTags(): Promise<void> {
    await Promise.all([...rooms.values()].map((room) => room.updateTags()));
    socket.setTags(inTurns([...rooms.values()].map((room) => room.tags())));
  }

  /** A press, or the first rooms of a page: the room is taken from whoever has it, unless a call is on there. */
  async function claim(roomId: string): Promise<void> {
    const room = rooms.get(roomId);
    if (!room) return;
    if (!(await locks.take(roomId))) {
      loseRoom(roomId);
      return;
    }
    elsewhere.delete(roomId);
    room.claim();
    show();
  }

  /** A room that another page of this therapist may have added: it belongs to whichever was opened last. */
  async function claimNew(roomId: string): Promise<void> {
    if (await locks.takeFree(roomId)) rooms.get(roomId)?.claim(startedAt);
    else loseRoom(roomId);
  }

  async function addRoom(next: HostRoomInput): Promise<void> {
    const room = await createHostRoom(
      next,
      {
        config,
        media,
        turn: input.turn,
        now,
        practice: () => practice,
        send: (route, body) => socket.send(route.tag, route.to, body),
        isRelayOpen: socket.isOpen,
        unanswered: socket.prove,
        isCallElsewhere: () =>
          [...rooms.values()].some((other) => other.id !== next.id && other.callLegs().length > 0),
      },
      {
        changed: show,
        counted: counters.add,
        verified: (idPk, at) => input.onVerified(next.id, idPk, at),
        consented: (told) => input.onConsented(next.id, told),
        alarm(name, code: FatalCode) {
          alarm = { roomId: next.id, name, code };
          show();
        },
        callOn: () => beginCall(next.id),
        callOver() {
          if (callRoom === next.id) endCall();
        },
        lost: () => loseRoom(next.id),
      },
    );
    rooms.set(next.id, room);
    await room.updateTags();
  }

  function removeRoom(roomId: string): void {
    rooms.get(roomId)?.close();
    rooms.delete(roomId);
    locks.release(roomId);
    if (callRoom === roomId) endCall();
  }

  async function applyRooms(next: readonly HostRoomInput[]): Promise<void> {
    for (const roomId of [...rooms.keys()]) {
      if (!next.some((room) => room.id === roomId)) removeRoom(roomId);
    }
    const added: string[] = [];
    for (const room of next) {
      const known = rooms.get(room.id);
      if (known) await known.setInput(room);
      else {
        await addRoom(room);
        added.push(room.id);
      }
    }
    await joinTags();
    if (rooms.size > 0) socket.open();
    await Promise.all(added.map(isFirst ? claim : claimNew));
    isFirst = false;
    show();
  }

  function beginCall(roomId: string): void {
    callRoom = roomId;
    rooms.get(roomId)?.remember();
    const { microphone, camera } = media.view.get();
    if (microphone === "off" && camera === "off") void media.start({ microphone: true, camera: true });
    show();
  }

  function endCall(): void {
    callRoom = null;
    media.stop();
    show();
  }

  const findGuest = (roomId: string, guestId: string): HostLeg | undefined =>
    rooms
      .get(roomId)
      ?.legs()
      .find((leg) => leg.id === guestId);
  const findPeer = (peerId: string): HostLeg | undefined =>
    [...rooms.values()].flatMap((room) => room.callLegs()).find((leg) => leg.id === peerId);

  const housekeeping = setInterval(() => {
    void joinTags();
    for (const room of rooms.values()) room.remember();
    show();
  }, HOUSEKEEPING);

  function networkChanged(): void {
    socket.renew();
    for (const room of rooms.values()) for (const leg of room.callLegs()) leg.dispatch({ type: "network" });
  }
  function wake(): void {
    for (const room of rooms.values()) for (const leg of room.legs()) leg.dispatch({ type: "time" });
  }
  function leavePage(): void {
    for (const room of rooms.values()) {
      room.remember();
      for (const leg of room.legs()) leg.leg.send({ type: "bye", returns: true });
    }
  }
  const stopNetwork = onNetworkChange(networkChanged);
  addEventListener("pagehide", leavePage);
  document.addEventListener("visibilitychange", wake);

  return {
    view,
    counters: counters.value,
    setRooms(next) {
      edits = edits.then(() => applyRooms(next)).catch(() => {});
    },
    setPractice(next) {
      practice = { ...next };
    },
    claim(roomId) {
      // After the edit that opened it: its tags have to be joined before anything is announced.
      edits = edits.then(() => claim(roomId)).catch(() => {});
    },
    admit(roomId, guestId) {
      const room = rooms.get(roomId);
      const leg = findGuest(roomId, guestId);
      if (!room || !leg || (callRoom !== null && callRoom !== roomId)) return;
      if (room.callLegs().length >= MAX_ADMITTED) return;
      leg.dispatch({ type: "admit" });
      beginCall(roomId);
    },
    decline: (roomId, guestId) => findGuest(roomId, guestId)?.dispatch({ type: "decline" }),
    tellSoon: (roomId, guestId) => findGuest(roomId, guestId)?.dispatch({ type: "soon" }),
    sendBack: (peerId) => findPeer(peerId)?.dispatch({ type: "send-back", practice }),
    remove: (peerId) => findPeer(peerId)?.dispatch({ type: "remove" }),
    endForAll() {
      for (const room of rooms.values()) for (const leg of room.callLegs()) leg.dispatch({ type: "end" });
    },
    verify: (peerId, match) => findPeer(peerId)?.verify(match),
    sendChat(peerId, text) {
      const leg = findPeer(peerId)?.leg;
      return leg?.isBound() === true && leg.chat.send(text);
    },
    dismissAlarm() {
      alarm = null;
      show();
    },
    close() {
      clearInterval(housekeeping);
      stopNetwork();
      removeEventListener("pagehide", leavePage);
      document.removeEventListener("visibilitychange", wake);
      for (const roomId of [...rooms.keys()]) removeRoom(roomId);
      locks.close();
      socket.close();
    },
  };
}
