// An archive as another instance would have made it, for tests that change what stands in it.
import { randomUUID } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import { ARCHIVE_FILES, type PersonData } from "../../src/protocol/person-data.ts";

/** Everything in the archives that these tests make was written before this moment. Unix ms. */
export const ARCHIVED_AT = Date.UTC(2026, 5, 1, 12);

type Row = Readonly<Record<string, unknown>>;
/** Columns of each row of a table, replaced. */
type Changes = Readonly<Partial<Record<keyof PersonData["tables"], Row>>>;

/** The data of one therapist with a vault, a passkey and both agreements. */
export function archivedPerson(): PersonData {
  const userId = randomUUID();
  const practiceId = randomUUID();
  const then = ARCHIVED_AT - 1_000_000;
  const date = new Date(then).toISOString();
  const made = { createdAt: date, updatedAt: date };
  const keyId = "K".repeat(22);
  const wrap = { user_id: userId, key_id: keyId, wrap: "W".repeat(80), created_at: then };
  const agreement = { user_id: userId, version: "1", language: "de", accepted_at: then } as const;
  return {
    format: "therapsy-connect/person-data",
    version: 1,
    exportedAt: ARCHIVED_AT,
    origin: "https://other.example",
    accountId: userId,
    tables: {
      user: [
        {
          id: userId,
          name: "Anna Berger",
          email: `anna.${userId}@praxis.example`,
          emailVerified: true,
          image: null,
          twoFactorEnabled: true,
          ...made,
        },
      ],
      account: [
        {
          id: randomUUID(),
          accountId: userId,
          providerId: "credential",
          userId,
          accessToken: null,
          refreshToken: null,
          idToken: null,
          accessTokenExpiresAt: null,
          refreshTokenExpiresAt: null,
          scope: null,
          ...made,
        },
      ],
      passkey: [
        {
          id: randomUUID(),
          name: "Key",
          publicKey: "key",
          userId,
          credentialID: "credential",
          counter: 0,
          deviceType: "singleDevice",
          backedUp: false,
          transports: null,
          createdAt: date,
          aaguid: null,
        },
      ],
      person: [
        {
          user_id: userId,
          language: "de",
          is_operator: 0,
          suspended_at: null,
          suspended_reason: null,
          leaving_at: null,
          restricted_at: null,
          created_at: then,
        },
      ],
      practice: [{ id: practiceId, name: "Praxis Anna", code: practiceCode(practiceId), created_at: then }],
      therapist: [{ user_id: userId, practice_id: practiceId, position: "owner", joined_at: then }],
      agreement: [
        { id: randomUUID(), document: "terms", ...agreement },
        { id: randomUUID(), document: "avv", ...agreement },
      ],
      vault: [
        {
          user_id: userId,
          key_id: keyId,
          version: 7,
          document: "D".repeat(Math.ceil(((16 * 1_024 + 28) * 4) / 3)),
          written_at: then,
        },
      ],
      vault_wrap: [
        { kind: 1, credential_id: "", ...wrap },
        { kind: 2, credential_id: "credential", ...wrap },
        { kind: 3, credential_id: "", ...wrap },
      ],
    },
  };
}

const practiceCode = (id: string): string => id.slice(0, 8).toUpperCase();

/** The same with other values in every row of a table. */
export function changed(data: PersonData, changes: Changes): PersonData {
  const tables: Record<string, readonly Row[] | undefined> = { ...data.tables };
  for (const [table, change] of Object.entries(changes))
    tables[table] = tables[table]?.map((row) => ({ ...row, ...change }));
  // What the change has made of it is for the reader to find out.
  return { ...data, tables: tables as PersonData["tables"] };
}

/** The archive's bytes. */
export const packed = (data: unknown): Uint8Array =>
  zipSync({ [ARCHIVE_FILES.data]: strToU8(JSON.stringify(data)) });
