// What the records say to this page. A record that it cannot read, from a newer page, is passed over and stays.
import * as z from "zod/mini";
import { fromBase64Url } from "../../e2ee/bytes.ts";
import { isLogo } from "../../protocol/logo-image.ts";
import { CONSENT_VERSION_FORM } from "../../protocol/sealed.ts";
import { LINK_LIFE } from "./link-life.ts";
import { isLive, type LiveRecord, type Records } from "./records.ts";
import {
  type Appointment,
  EMPTY_SETTINGS,
  type KeptConsent,
  type Pin,
  type PracticeData,
  type PracticeSettings,
  type Room,
  type RoomLink,
} from "./room-store.ts";

/** There is one record of settings, so its id is no random one: two devices that begin mean the same. */
export const SETTINGS_ID = "AAAAAAAAAAAAAAAAAAAAAA";
/** A date of a series on which it does not take place is a field of its own: two devices can skip two dates. */
export const SKIP = "skip:";
const SEED_SIZE = 32;

const time = z.number().check(z.gte(0));
const roomFields = z.object({
  label: z.string(),
  kind: z.catch(z.enum(["single", "couple", "group"]), "single"),
  createdAt: time,
  paperConsent: z.catch(z.optional(z.nullable(z.iso.date())), null),
  hidesAddresses: z.catch(z.optional(z.boolean()), false),
});
const consentFields = z.object({
  room: z.string(),
  idPk: z.string(),
  name: z.string(),
  version: z.string().check(z.regex(CONSENT_VERSION_FORM)),
  language: z.enum(["de", "en"]),
  by: z.enum(["self", "custody"]),
  givenAt: time,
  withdrawnAt: z.optional(z.nullable(time)),
});
const linkFields = z.object({
  room: z.string(),
  seed: z.string(),
  createdAt: time,
  state: z.enum(["current", "routine", "leaked"]),
  /** As it was made or armed. */
  until: time,
  /** When a renewal ends it; absent: by none. */
  ends: z.optional(z.nullable(time)),
});
const pinFields = z.object({
  room: z.string(),
  idPk: z.string(),
  verifiedAt: time,
  removedAt: z.optional(z.nullable(time)),
});
const appointmentFields = z.object({
  room: z.string(),
  at: z.string(),
  timeZone: z.string(),
  duration: z.int().check(z.gte(1)),
  repeats: z.enum(["once", "weekly"]),
  lastDate: z.nullable(z.string()),
  reminder: z.nullable(z.int().check(z.gte(0))),
  note: z.string(),
});
const settingsFields = z.object({
  name: z.catch(z.string(), ""),
  phone: z.catch(z.string(), ""),
  savedAt: z.catch(z.nullable(time), null),
  logo: z.catch(z.nullable(z.object({ type: z.enum(["png", "webp"]), bytes: z.string() })), null),
  hidesAddresses: z.catch(z.boolean(), false),
});

function groupedBy<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const valuesOf = ({ fields }: LiveRecord): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...fields].map(([key, { value }]) => [key, value]));

function read<T extends z.core.$ZodType>(record: LiveRecord, schema: T): z.core.output<T> | null {
  const parsed = z.safeParse(schema, valuesOf(record));
  return parsed.success ? parsed.data : null;
}

const recordsOf = (records: Records, type: string): readonly LiveRecord[] =>
  [...records.records.values()].filter(isLive).filter((record) => record.type === type);

/** A link with the room that it leads to. */
export interface KeptLink extends RoomLink {
  readonly room: string;
}

/** A link as it stands at `now`; null if this page cannot read it. */
function readLink(record: LiveRecord, now: number): KeptLink | null {
  const fields = read(record, linkFields);
  const seed = fields === null ? null : fromBase64Url(fields.seed);
  if (fields === null || seed?.length !== SEED_SIZE) return null;
  const { room, createdAt, state } = fields;
  // A device with a wrong clock must not make a link that outlives the legal limit.
  const armed = Math.min(fields.until, now + LINK_LIFE);
  return { id: record.id, room, seed, createdAt, state, until: Math.min(armed, fields.ends ?? armed) };
}

/** All links, ended ones too; newest first. */
export const linksOf = (records: Records, now: number): readonly KeptLink[] =>
  recordsOf(records, "link")
    .flatMap((record) => readLink(record, now) ?? [])
    .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));

/** Of the links of one room, those that count: the offered one, then those that still answer. */
export function countingLinks<L extends RoomLink>(newestFirst: readonly L[], now: number): readonly L[] {
  const offered = newestFirst.find(({ state }) => state === "current");
  const others = newestFirst.filter(
    (link) => link !== offered && link.state !== "leaked" && link.until > now,
  );
  return offered === undefined ? others : [offered, ...others];
}

export interface KeptPin extends Pin {
  readonly record: string;
  readonly room: string;
  readonly removedAt: number;
}

export const pinsOf = (records: Records): readonly KeptPin[] =>
  recordsOf(records, "pin").flatMap((record) => {
    const fields = read(record, pinFields);
    return fields === null ? [] : [{ ...fields, record: record.id, removedAt: fields.removedAt ?? 0 }];
  });

/** Two devices can each have made a record for the same pin; they count as one. */
function livePins(kept: readonly KeptPin[]): readonly Pin[] {
  const byKey = groupedBy(kept, ({ idPk }) => idPk);
  return [...byKey]
    .map(([idPk, same]) => ({
      idPk,
      verifiedAt: Math.max(...same.map(({ verifiedAt }) => verifiedAt)),
      removedAt: Math.max(...same.map(({ removedAt }) => removedAt)),
    }))
    .filter(({ verifiedAt, removedAt }) => verifiedAt > removedAt)
    .map(({ idPk, verifiedAt }) => ({ idPk, verifiedAt }))
    .toSorted((a, b) => a.verifiedAt - b.verifiedAt || (a.idPk < b.idPk ? -1 : 1));
}

export interface RoomConsent extends KeptConsent {
  readonly room: string;
}

/** All consents, withdrawn ones too, oldest first. */
export const consentsOf = (records: Records): readonly RoomConsent[] =>
  recordsOf(records, "consent")
    .flatMap((record): RoomConsent[] => {
      const fields = read(record, consentFields);
      return fields === null ? [] : [{ ...fields, id: record.id, withdrawnAt: fields.withdrawnAt ?? null }];
    })
    .toSorted((a, b) => a.givenAt - b.givenAt || (a.id < b.id ? -1 : 1));

export function readAppointment(record: LiveRecord): Appointment | null {
  const fields = read(record, appointmentFields);
  if (fields === null) return null;
  const skipped = [...record.fields]
    .filter(([key, { value }]) => key.startsWith(SKIP) && value === true)
    .map(([key]) => key.slice(SKIP.length))
    .toSorted();
  const { room, ...rest } = fields;
  return { ...rest, id: record.id, roomId: room, skipped };
}

function readSettings(record: LiveRecord | null): PracticeSettings {
  const fields = record === null ? null : read(record, settingsFields);
  if (fields === null) return EMPTY_SETTINGS;
  const bytes = fromBase64Url(fields.logo?.bytes ?? "");
  const logo = fields.logo === null || bytes === null ? null : { type: fields.logo.type, bytes };
  return { ...fields, logo: logo !== null && isLogo(logo) ? logo : null };
}

/** What the page shows and answers for at `now`. Rooms are closed; which are open, the device says. */
export function viewOf(records: Records, now: number): PracticeData {
  const links = groupedBy(linksOf(records, now), ({ room }) => room);
  const pins = groupedBy(pinsOf(records), ({ room }) => room);
  const consents = groupedBy(consentsOf(records), ({ room }) => room);
  const rooms = recordsOf(records, "room")
    .flatMap((record): Room[] => {
      const fields = read(record, roomFields);
      if (fields === null) return [];
      const { id } = record;
      const counting = countingLinks(links.get(id) ?? [], now).map(({ room: _, ...link }) => link);
      return [
        {
          ...fields,
          id,
          links: counting,
          openUntil: null,
          pins: livePins(pins.get(id) ?? []),
          consents: (consents.get(id) ?? []).map(({ room: _, ...consent }) => consent),
          paperConsent: fields.paperConsent ?? null,
          hidesAddresses: fields.hidesAddresses ?? false,
        },
      ];
    })
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const ids = new Set(rooms.map(({ id }) => id));
  const settings = records.records.get(SETTINGS_ID);
  return {
    rooms,
    appointments: recordsOf(records, "appointment")
      .flatMap((record) => readAppointment(record) ?? [])
      .filter(({ roomId }) => ids.has(roomId))
      .toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1)),
    settings: readSettings(settings !== undefined && isLive(settings) ? settings : null),
  };
}
