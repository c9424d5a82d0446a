// The links of one room, each with keys, tags and a door of its own; behind every door are the same seats.
import { type Bytes, toBase64Url } from "../../e2ee/bytes.ts";
import type { LegSecrets } from "../../e2ee/handshake.ts";
import { dayOf, deriveInviteKeys, deriveRoomKeys, type InviteKeys, relayOriginOf } from "../../e2ee/link.ts";
import { DAY_MS, DAY_OVERLAP } from "../../protocol/limits.ts";
import { type AnswerBudget, createAnswerBudget } from "./answer-budget.ts";
import type { HostLinkInput } from "./call-view.ts";
import { type CallContext, createHostDoor, type HostDoor, type HostDoorInput } from "./host-door.ts";
import type { Route } from "./sig-delivery.ts";

interface OpenLink {
  readonly id: string;
  readonly invite: InviteKeys;
  readonly door: HostDoor;
  tags: readonly string[];
  /** First knocks are answered until then (Unix ms). */
  until: number;
  isEnded: boolean;
}

interface HostLinksInput
  extends Pick<
    HostDoorInput,
    "now" | "send" | "context" | "isInCall" | "hidesAddresses" | "repeated" | "counted" | "lost" | "changed"
  > {
  readonly relayUrl: string;
  readonly unopened: readonly number[];
  /** Whether first knocks are answered now: a window is open. */
  readonly isOpen: () => boolean;
  /** Whether somebody who was in the call may come back. */
  readonly hasSeats: () => boolean;
  readonly opened: (
    linkId: string,
    secrets: LegSecrets,
    route: Route,
    context: CallContext,
    name: string,
  ) => void;
  /** Somebody who came by this link is in the call: its tags stay until that is over. */
  readonly isLinkInCall: (linkId: string) => boolean;
}

export interface HostLinks {
  /** Opens doors for links that are new and shuts those of links that are gone; returns the ids of the latter. */
  apply(links: readonly HostLinkInput[]): Promise<readonly string[]>;
  /** First knocks by this link are answered now. */
  isOpen(linkId: string): boolean;
  isEnded(linkId: string): boolean;
  budget(): AnswerBudget;
  tags(): readonly string[];
  /** Computes the tags anew; none while the room does not listen. */
  updateTags(listens: boolean, callDay: number | null): Promise<void>;
  /** This page answers from now on; `since`: as if it had said so then (Unix ms). */
  claim(since?: number): void;
  announce(): void;
  yield(): void;
  isAnswering(): boolean;
  receive(tag: string, from: string, body: Bytes): Promise<void>;
  tidy(): void;
  close(): void;
}

/** Days whose tags a host joins: today's, near midnight UTC the neighbour's, and that on which a call began. */
function daysAt(at: number, callDay: number | null): readonly number[] {
  const today = dayOf(at);
  const days = new Set([today]);
  if (at - today * DAY_MS < DAY_OVERLAP) days.add(today - 1);
  if ((today + 1) * DAY_MS - at < DAY_OVERLAP) days.add(today + 1);
  if (callDay !== null) days.add(callDay);
  return [...days];
}

export function createHostLinks(input: HostLinksInput): HostLinks {
  const { now } = input;
  let links: readonly OpenLink[] = [];
  let budget = createAnswerBudget(input.unopened, now());
  let tags: readonly string[] = [];
  /** When this page last took the room (Unix ms); null: another page has it, or nobody has taken it yet. */
  let claimedAt: number | null = null;

  const find = (linkId: string): OpenLink | undefined => links.find(({ id }) => id === linkId);
  const isOpen = (linkId: string): boolean => {
    const link = find(linkId);
    return link !== undefined && !link.isEnded && now() < link.until && input.isOpen();
  };

  /** The budget is the room's: two links together must not give somebody between more tries than one. */
  function shared(linkId: string): AnswerBudget {
    const others = (): number =>
      links.filter(({ id }) => id !== linkId).reduce((sum, { door }) => sum + door.outstanding(), 0);
    return {
      take: (route, outstanding, at) => budget.take(route, outstanding + others(), at),
      addUnopened: (at) => budget.addUnopened(at),
      isSuspicious: (at) => budget.isSuspicious(at),
      unopened: () => budget.unopened(),
    };
  }

  async function open({ id, seed, until }: HostLinkInput): Promise<OpenLink> {
    const room = await deriveRoomKeys(seed);
    const invite = await deriveInviteKeys(room.payload, relayOriginOf(input.relayUrl));
    const door = createHostDoor({
      ...input,
      room,
      invite,
      budget: shared(id),
      tags: () => find(id)?.tags ?? [],
      mayAnswer: () => isOpen(id) || input.hasSeats(),
      opened: (secrets, route, context, name) => input.opened(id, secrets, route, context, name),
    });
    if (claimedAt !== null) door.claim(claimedAt);
    return { id, invite, door, tags: [], until, isEnded: false };
  }

  function shut(link: OpenLink): void {
    link.isEnded = true;
    link.door.close();
  }

  return {
    async apply(next) {
      const gone = links.filter((link) => !link.isEnded && !next.some(({ id }) => id === link.id));
      for (const link of gone) shut(link);
      // What somebody did with a link that is no longer worth anything does not count against the others.
      if (gone.length > 0) budget = createAnswerBudget([], now());
      const kept: OpenLink[] = [];
      for (const one of next) {
        const known = find(one.id);
        if (known !== undefined && !known.isEnded) {
          known.until = one.until;
          kept.push(known);
        } else kept.push(await open(one));
      }
      links = [...kept, ...links.filter(({ isEnded }) => isEnded)];
      return gone.map(({ id }) => id);
    },
    isOpen,
    isEnded: (linkId) => find(linkId)?.isEnded !== false,
    budget: () => budget,
    tags: () => tags,
    async updateTags(listens, callDay) {
      links = links.filter(({ id, isEnded }) => !isEnded || input.isLinkInCall(id));
      const days = listens ? daysAt(now(), callDay) : [];
      for (const link of links) {
        link.tags = await Promise.all(days.map(async (day) => toBase64Url(await link.invite.tag(day))));
      }
      // Today's of every link before the neighbour's: when there are too many, the later ones wait.
      tags = days.flatMap((_, index) => links.flatMap((link) => link.tags.slice(index, index + 1)));
    },
    claim(since) {
      claimedAt = since ?? now();
      for (const { door, isEnded } of links) if (!isEnded) door.claim(since);
    },
    announce() {
      for (const { door } of links) door.announce();
    },
    yield() {
      claimedAt = null;
      for (const { door } of links) door.yield();
    },
    isAnswering: () => links.some(({ door }) => door.isAnswering()),
    async receive(tag, from, body) {
      for (const link of links) {
        if (!link.isEnded && link.tags.includes(tag)) await link.door.receive(tag, from, body);
      }
    },
    tidy() {
      for (const { door } of links) door.tidy();
    },
    close() {
      for (const link of links) shut(link);
      links = [];
    },
  };
}
