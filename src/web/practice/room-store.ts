// Where rooms rest. For now this browser (idb-room-store.ts); later the vault of an account.
import type { Bytes } from "../../e2ee/bytes.ts";

/** A device whose words a person compared. */
export interface Pin {
  readonly idPk: string;
  /** Unix ms. */
  readonly verifiedAt: number;
}

export interface Room {
  readonly id: string;
  /** Chosen by the therapist; nobody else ever sees it. */
  readonly label: string;
  readonly createdAt: number;
  /** 32 bytes from which the link follows. */
  readonly seed: Bytes;
  /** When the link was made anew; null for the first one. */
  readonly linkRenewedAt: number | null;
  /** The room answers knocks until then (Unix ms); null: closed. */
  readonly openUntil: number | null;
  readonly pins: readonly Pin[];
}

export interface PracticeSettings {
  /** Both reach a guest sealed, while it waits. */
  readonly name: string;
  readonly phone: string;
  /** When rooms were last exported or imported (Unix ms); null: never. */
  readonly savedAt: number | null;
}

export const EMPTY_SETTINGS: PracticeSettings = { name: "", phone: "", savedAt: null };

export interface PracticeData {
  readonly rooms: readonly Room[];
  readonly settings: PracticeSettings;
}

/** The parts of a room that an edit may change. */
export type RoomEdit = Partial<Omit<Room, "id" | "createdAt">>;

export interface RoomStore {
  /** Rooms by age, oldest first. Rejects if the browser refuses storage. */
  load(): Promise<PracticeData>;
  add(room: Room): Promise<void>;
  /** Changes some parts; parts not named stay as another tab left them. Nothing happens for an unknown room. */
  edit(id: string, edit: RoomEdit): Promise<void>;
  /** Sets a pin, or with null removes it. */
  pin(id: string, idPk: string, verifiedAt: number | null): Promise<void>;
  remove(id: string): Promise<void>;
  saveSettings(settings: PracticeSettings): Promise<void>;
  /** Calls back when another tab has changed something; returns the function that stops it. */
  watch(listener: () => void): () => void;
}
