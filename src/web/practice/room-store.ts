// Rooms, appointments and settings as the page uses them, and where they rest: in the vault of an account
// (vault-store.ts), or without one in this browser (browser-store.ts). Both keep the records of records.ts.
import type { Bytes } from "../../e2ee/bytes.ts";
import type { PracticeLogo } from "../../protocol/sealed.ts";
import type { Consent, ToldConsent } from "../call/call-view.ts";

export type RoomKind = "single" | "couple" | "group";

/** A device whose words a person compared. */
export interface Pin {
  readonly idPk: string;
  /** Unix ms. */
  readonly verifiedAt: number;
}

export interface RoomLink {
  readonly id: string;
  /** 32 bytes from which the link follows. */
  readonly seed: Bytes;
  readonly createdAt: number;
  /** `routine`: another one is offered, this one answers for some days more. `leaked`: over, never in a room's links. */
  readonly state: "current" | "routine" | "leaked";
  /** First knocks are answered until then (Unix ms). */
  readonly until: number;
}

/** A consent that reached this practice sealed (Art. 7(1) GDPR: it has to be able to show it). */
export interface KeptConsent extends Consent {
  readonly id: string;
  /** The device that told it. */
  readonly idPk: string;
  /** As the person called itself. */
  readonly name: string;
}

export interface Room {
  readonly id: string;
  /** Chosen by the therapist; nobody else ever sees it. */
  readonly label: string;
  readonly kind: RoomKind;
  readonly createdAt: number;
  /**
   * The first is the one that is offered; then those that still answer, newest first. Only the first may be past its
   * `until`: it answers nobody until it is armed anew. Empty only if a newer page wrote what this one cannot read.
   */
  readonly links: readonly RoomLink[];
  /** Opened by a press until then (Unix ms); null: not opened. Known to this device alone. */
  readonly openUntil: number | null;
  readonly pins: readonly Pin[];
  /** Told by guests who were let in, oldest first; withdrawn ones too. */
  readonly consents: readonly KeptConsent[];
  /** "2026-11-25": since when the therapist has a consent on paper; null: none noted. */
  readonly paperConsent: string | null;
  /** Calls go through a relay alone, so that neither side learns the other's network address. */
  readonly hidesAddresses: boolean;
}

export interface Appointment {
  readonly id: string;
  readonly roomId: string;
  /** Wall clock of the first time, "2026-11-24T15:00". */
  readonly at: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Minutes. */
  readonly duration: number;
  readonly repeats: "once" | "weekly";
  /** Last date of a weekly series, "2026-12-31"; null: open end. */
  readonly lastDate: string | null;
  /** Dates of a series on which it does not take place. */
  readonly skipped: readonly string[];
  /** Minutes before, for the therapist; null: none. */
  readonly reminder: number | null;
  /** For the therapist alone. */
  readonly note: string;
}

export interface PracticeSettings {
  /** Name, phone and logo reach a guest sealed, while it waits. */
  readonly name: string;
  readonly phone: string;
  /** When rooms were last exported or imported (Unix ms); null: never. */
  readonly savedAt: number | null;
  readonly logo: PracticeLogo | null;
  /** As for a room, in all of them. */
  readonly hidesAddresses: boolean;
}

export const EMPTY_SETTINGS: PracticeSettings = {
  name: "",
  phone: "",
  savedAt: null,
  logo: null,
  hidesAddresses: false,
};

export interface PracticeData {
  /** By age, oldest first. */
  readonly rooms: readonly Room[];
  readonly appointments: readonly Appointment[];
  readonly settings: PracticeSettings;
}

export const EMPTY_PRACTICE: PracticeData = { rooms: [], appointments: [], settings: EMPTY_SETTINGS };

/** What a person changes of a room. */
export type RoomEdit = Partial<Pick<Room, "label" | "kind" | "paperConsent" | "hidesAddresses">>;

/** `leaked` ends the old link at once, `routine` after 14 days. */
export type RenewReason = "routine" | "leaked";

/**
 * Every change is done once it rests sealed on this device; whether it has reached the server is told elsewhere.
 * Changes of unknown rooms, appointments and links change nothing. Rejects if the browser refuses storage.
 */
export interface RoomStore {
  load(): Promise<PracticeData>;
  /** Calls back when something has changed that this page did not do: another tab, another device. Returns the end. */
  watch(listener: () => void): () => void;
  /** A closed room with a link of its own; returns its id. */
  addRoom(room: { readonly label: string; readonly kind: RoomKind }): Promise<string>;
  editRoom(id: string, edit: RoomEdit): Promise<void>;
  /** Its links, pins, consents and appointments go with it. */
  endRoom(id: string): Promise<void>;
  /** Opens a room until then (Unix ms), or with null closes it. Stays on this device. */
  setOpenUntil(id: string, until: number | null): Promise<void>;
  /** A new link. After `leaked`, devices that were compared are strangers again. */
  renewLink(roomId: string, why: RenewReason): Promise<void>;
  /** The offered link answers for 30 days from now. */
  arm(roomId: string): Promise<void>;
  /** Sets a pin, or with null removes it. */
  pin(roomId: string, idPk: string, verifiedAt: number | null): Promise<void>;
  /** Keeps a consent or its withdrawal. What stands already, in the same words by the same name, is not kept twice. */
  takeConsent(roomId: string, told: ToldConsent): Promise<void>;
  addAppointment(appointment: Omit<Appointment, "id">): Promise<string>;
  editAppointment(id: string, edit: Partial<Omit<Appointment, "id">>): Promise<void>;
  endAppointment(id: string): Promise<void>;
  saveSettings(edit: Partial<PracticeSettings>): Promise<void>;
  /**
   * Takes in what another store or a file holds. What is written here stays; rooms, links, pins and appointments that
   * are new come along, closed. Returns how many rooms are new here.
   */
  merge(theirs: PracticeData): Promise<number>;
}
