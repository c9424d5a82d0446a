// The file that rooms can be taken along in (docs/protocol.md, "Export file").
import * as z from "zod/mini";
import { type Bytes, fromBase64Url, fromUtf8, toBase64Url, utf8 } from "../../e2ee/bytes.ts";
import { openExport, sealExport } from "../../e2ee/export-file.ts";
import { PHONE_MAX, PRACTICE_NAME_MAX } from "../../protocol/limits.ts";
import { LABEL_MAX } from "./room-rules.ts";
import type { PracticeData, Room } from "./room-store.ts";

const SEED_SIZE = 32;

const time = z.number().check(z.gte(0));
const fileSchema = z.object({
  version: z.literal(1),
  settings: z.object({
    name: z.string().check(z.maxLength(PRACTICE_NAME_MAX)),
    phone: z.string().check(z.maxLength(PHONE_MAX)),
  }),
  rooms: z.array(
    z.object({
      id: z.string().check(z.minLength(1), z.maxLength(64)),
      label: z.string().check(z.maxLength(LABEL_MAX)),
      createdAt: time,
      seed: z.string(),
      linkRenewedAt: z.nullable(time),
      pins: z.array(z.object({ idPk: z.string().check(z.maxLength(64)), verifiedAt: time })),
    }),
  ),
});

/** Seals rooms and practice under the recovery code. Windows ("open now") are not taken along. */
export function writeBackup(data: PracticeData, code: string): Promise<Bytes> {
  const file: z.infer<typeof fileSchema> = {
    version: 1,
    settings: { name: data.settings.name, phone: data.settings.phone },
    rooms: data.rooms.map(({ openUntil: _, seed, pins, ...room }) => ({
      ...room,
      seed: toBase64Url(seed),
      pins: [...pins],
    })),
  };
  return sealExport(code, utf8(JSON.stringify(file)));
}

function parseBackup(plain: Bytes): PracticeData | null {
  let json: unknown;
  try {
    json = JSON.parse(fromUtf8(plain));
  } catch {
    return null;
  }
  const result = fileSchema.safeParse(json);
  if (!result.success) return null;
  const rooms: Room[] = [];
  for (const room of result.data.rooms) {
    const seed = fromBase64Url(room.seed);
    if (seed?.length !== SEED_SIZE) return null;
    rooms.push({ ...room, seed, openUntil: null });
  }
  return { rooms, settings: { ...result.data.settings, savedAt: null } };
}

/** Reads such a file; null for a wrong code, a changed file or one that is none. */
export async function readBackup(file: Bytes, code: string): Promise<PracticeData | null> {
  const plain = await openExport(code, file);
  return plain === null ? null : parseBackup(plain);
}
