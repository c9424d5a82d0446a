import { Download } from "lucide";
import { useState } from "preact/hooks";
import { dateOf } from "../../practice/calendar.ts";
import { consentStateOf } from "../../practice/consents.ts";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import type { KeptConsent, Room } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatDateTime, text } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { fullDate } from "./desk-dates.ts";
import { deskText } from "./desk-text.ts";
import { Field } from "./field.tsx";

/** One fact under the label of a room. */
export function consentFact(room: Room): string {
  const words = deskText().consent;
  const { since, isOnPaper } = consentStateOf(room);
  if (since === null) return words.none;
  return isOnPaper ? words.paperSince(fullDate(since)) : words.since(fullDate(since));
}

/** Says who took the consent back, until they have agreed anew. */
export function WithdrawnNotice({ room }: { readonly room: Room }) {
  const words = deskText().consent;
  const { withdrawn } = consentStateOf(room);
  if (withdrawn.length === 0) return null;
  return (
    <Notice kind="warning" live>
      {withdrawn.map(({ id, name, withdrawnAt }) => (
        <p key={id}>{words.withdrawnBy(name, formatDateTime(withdrawnAt ?? 0))}</p>
      ))}
    </Notice>
  );
}

/** Every receipt of the room with its wording, each in the language in which it was given. */
async function saveAll(room: Room): Promise<void> {
  const words = deskText().consent;
  const { loadConsentText, receiptText } = await import("../consent-wording.ts");
  const receipts = await Promise.all(
    room.consents.map(async (consent) =>
      receiptText(await loadConsentText(consent.language), consent, consent.name),
    ),
  );
  const paper = room.paperConsent === null ? [] : [words.paperSince(fullDate(room.paperConsent))];
  const content = [words.title(room.label), ...paper, ...receipts].join("\n\n");
  saveFile(words.file, `${content}\n`, "text/plain;charset=utf-8");
}

function Given({ consent }: { readonly consent: KeptConsent }) {
  const words = deskText().consent;
  return (
    <li>
      <p class="strong">{consent.name}</p>
      <p class="soft small">
        {[
          words.given(formatDateTime(consent.givenAt)),
          ...(consent.withdrawnAt === null ? [] : [words.withdrawn(formatDateTime(consent.withdrawnAt))]),
          ...(consent.by === "custody" ? [words.custody] : []),
          words.version(consent.version, text().language[consent.language]),
        ].join(" · ")}
      </p>
    </li>
  );
}

interface ConsentDialogProps {
  readonly room: Room;
  readonly practice: Pick<PracticeRooms, "edit">;
  readonly onClose: () => void;
}

/** What clients of a room have agreed to, on paper and sealed; all of it can be saved for the own records. */
export function ConsentDialog({ room, practice, onClose }: ConsentDialogProps) {
  const words = deskText().consent;
  const [paper, setPaper] = useState(room.paperConsent ?? "");
  const [said, setSaid] = useState<"saved" | "failed" | null>(null);
  const note = (outcome: Promise<void>): void => {
    outcome.then(
      () => setSaid("saved"),
      () => setSaid("failed"),
    );
  };
  const isEmpty = room.consents.length === 0 && room.paperConsent === null;
  return (
    <Dialog title={words.title(room.label)} closeLabel={text().close} onClose={onClose}>
      <p>{words.intro}</p>
      {room.consents.length === 0 ? (
        <p class="soft">{words.noneYet}</p>
      ) : (
        <ul class="list">
          {room.consents.map((consent) => (
            <Given key={consent.id} consent={consent} />
          ))}
        </ul>
      )}
      <form
        class="stack tight"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          note(practice.edit(room.id, { paperConsent: paper === "" ? null : paper }));
        }}
      >
        <Field label={words.paper} hint={words.paperHint}>
          {(ids) => (
            <input
              {...ids}
              type="date"
              value={paper}
              max={dateOf(Date.now())}
              onInput={(event) => setPaper(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button type="submit">{words.savePaper}</Button>
      </form>
      <p role="status">{said === null ? "" : said === "saved" ? words.saved : words.failed}</p>
      <div class="row">
        <Button
          icon={Download}
          disabled={isEmpty}
          onClick={() => saveAll(room).then(undefined, () => setSaid("failed"))}
        >
          {words.export}
        </Button>
        <Button onClick={onClose}>{text().close}</Button>
      </div>
    </Dialog>
  );
}
