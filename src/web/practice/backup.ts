// The file that rooms can be taken along in (docs/protocol.md, "Export file").
import * as z from "zod/mini";
import { type Bytes, fromBase64Url, fromUtf8, toBase64Url, utf8 } from "../../e2ee/bytes.ts";
import { openExport, sealExport } from "../../e2ee/export-file.ts";
import { NAME_MAX, PHONE_MAX, PRACTICE_NAME_MAX } from "../../protocol/limits.ts";
import { isLogo } from "../../protocol/logo-image.ts";
import { CONSENT_VERSION_FORM } from "../../protocol/sealed.ts";
import { DURATION_MAX } from "./appointments.ts";
import { LINK_LIFE } from "./link-life.ts";
import { newId } from "./record-edits.ts";
import { LABEL_MAX } from "./room-rules.ts";
import {
  type Appointment,
  EMPTY_SETTINGS,
  type PracticeData,
  type PracticeSettings,
  type Room,
} from "./room-store.ts";

const SEED_SIZE = 32;

const time = z.number().check(z.gte(0));
const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));
const date = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));
const seed = z.pipe(
  z.string(),
  z.transform((text: string, context): Bytes => {
    const bytes = fromBase64Url(text);
    if (bytes?.length === SEED_SIZE) return bytes;
    context.issues.push({ code: "custom", message: "not a seed", input: text });
    return z.NEVER;
  }),
);
const room = {
  id,
  label: z.string().check(z.maxLength(LABEL_MAX)),
  createdAt: time,
  pins: z.array(z.object({ idPk: z.string().check(z.maxLength(64)), verifiedAt: time })),
};
const consent = z.object({
  id,
  idPk: z.string().check(z.maxLength(64)),
  name: z.string().check(z.maxLength(NAME_MAX)),
  version: z.string().check(z.regex(CONSENT_VERSION_FORM)),
  language: z.enum(["de", "en"]),
  by: z.enum(["self", "custody"]),
  givenAt: time,
  withdrawnAt: z.nullable(time),
});
const settings = {
  name: z.string().check(z.maxLength(PRACTICE_NAME_MAX)),
  phone: z.string().check(z.maxLength(PHONE_MAX)),
};

/** Before there were accounts: one link for each room. */
const firstSchema = z.object({
  version: z.literal(1),
  settings: z.object(settings),
  rooms: z.array(z.object({ ...room, seed, linkRenewedAt: z.nullable(time) })),
});
const fileSchema = z.object({
  version: z.literal(2),
  settings: z.object({
    ...settings,
    logo: z.nullable(z.object({ type: z.enum(["png", "webp"]), bytes: z.string() })),
    hidesAddresses: z._default(z.boolean(), false),
  }),
  rooms: z.array(
    z.object({
      ...room,
      kind: z.enum(["single", "couple", "group"]),
      // Files from before there were consents have none.
      consents: z._default(z.array(consent), []),
      paperConsent: z._default(z.nullable(date), null),
      // Files from before rooms could hide addresses hide none.
      hidesAddresses: z._default(z.boolean(), false),
      links: z.array(
        z.object({ id, seed, createdAt: time, state: z.enum(["current", "routine"]), until: time }),
      ),
    }),
  ),
  appointments: z.array(
    z.object({
      id,
      roomId: id,
      at: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)),
      timeZone: z.string().check(z.maxLength(64)),
      // Longer than any that can be entered would fill the calendar week by week.
      duration: z.int().check(z.gte(1), z.lte(DURATION_MAX)),
      repeats: z.enum(["once", "weekly"]),
      lastDate: z.nullable(date),
      skipped: z.array(date),
      reminder: z.nullable(z.int().check(z.gte(0))),
      note: z.string(),
    }),
  ),
});

type BackupFile = z.infer<typeof fileSchema>;

/** Seals everything under the recovery code. What is open by a press is not taken along. */
export function writeBackup(
  { rooms, appointments, settings: own }: PracticeData,
  code: string,
): Promise<Bytes> {
  const { savedAt: _, logo, ...settingsKept } = own;
  const picture = logo === null ? null : { ...logo, bytes: toBase64Url(logo.bytes) };
  const file = {
    version: 2,
    settings: { ...settingsKept, logo: picture },
    rooms: rooms.map(({ openUntil: _, links, ...rest }) => ({
      ...rest,
      links: links.map((link) => ({ ...link, seed: toBase64Url(link.seed) })),
    })),
    appointments,
  };
  return sealExport(code, utf8(JSON.stringify(file)));
}

function readLogo(kept: BackupFile["settings"]["logo"]): PracticeSettings["logo"] {
  const bytes = fromBase64Url(kept?.bytes ?? "");
  const logo = kept === null || bytes === null ? null : { type: kept.type, bytes };
  return logo !== null && isLogo(logo) ? logo : null;
}

function fromFirst(file: z.infer<typeof firstSchema>, now: number): PracticeData {
  const rooms = file.rooms.map(({ seed: only, linkRenewedAt, ...rest }): Room => {
    const createdAt = linkRenewedAt ?? rest.createdAt;
    const link = { id: newId(), seed: only, createdAt, until: now + LINK_LIFE };
    const none = { consents: [], paperConsent: null, hidesAddresses: false, openUntil: null };
    return { ...rest, ...none, kind: "single", links: [{ ...link, state: "current" }] };
  });
  return { rooms, appointments: [], settings: { ...EMPTY_SETTINGS, ...file.settings } };
}

function parseBackup(plain: Bytes, now: number): PracticeData | null {
  let json: unknown;
  try {
    json = JSON.parse(fromUtf8(plain));
  } catch {
    return null;
  }
  const first = firstSchema.safeParse(json);
  if (first.success) return fromFirst(first.data, now);
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) return null;
  const { rooms, settings: read, appointments } = parsed.data;
  return {
    rooms: rooms.map((one) => ({ ...one, openUntil: null })),
    appointments: appointments satisfies readonly Appointment[],
    settings: { ...read, savedAt: null, logo: readLogo(read.logo) },
  };
}

/**
 * Reads such a file; null for a wrong code, a changed file or one that is none. `now` (Unix ms): reading a file of the
 * first version arms its links.
 */
export async function readBackup(file: Bytes, code: string, now = Date.now()): Promise<PracticeData | null> {
  const plain = await openExport(code, file);
  return plain === null ? null : parseBackup(plain, now);
}
