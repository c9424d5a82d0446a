import { Download, Upload } from "lucide";
import { useEffect, useId, useState } from "preact/hooks";
import { createRecoveryCode, parseRecoveryCode } from "../../../e2ee/recovery-code.ts";
import { readBackup, writeBackup } from "../../practice/backup.ts";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatDate, text } from "../../ui/language.ts";
import { saveFile } from "../../ui/save-file.ts";
import { deskText } from "./desk-text.ts";

interface DialogProps {
  readonly practice: PracticeRooms;
  readonly onClose: () => void;
}

function ExportDialog({ practice, onClose }: DialogProps) {
  const words = deskText().settings;
  const [code, setCode] = useState<string | null>(null);
  const [isNoted, setNoted] = useState(false);
  useEffect(() => void createRecoveryCode().then(setCode), []);

  async function save(under: string): Promise<void> {
    const { data } = practice;
    saveFile(words.exportFile, await writeBackup(data.value, under), "application/octet-stream");
    await practice.saveSettings({ savedAt: Date.now() });
    onClose();
  }
  return (
    <Dialog title={words.exportTitle} closeLabel={text().close} onClose={onClose}>
      <p>{words.exportText}</p>
      <p class="recovery-code">{code ?? ""}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={isNoted}
          onChange={(event) => setNoted(event.currentTarget.checked)}
        />
        <span>{words.exportNoted}</span>
      </label>
      <Button
        kind="main"
        icon={Download}
        disabled={!isNoted || code === null}
        onClick={() => code !== null && void save(code)}
      >
        {words.exportSave}
      </Button>
    </Dialog>
  );
}

type Outcome = { readonly added: number } | "wrong" | "typo" | "no-file";

function ImportDialog({ practice, onClose }: DialogProps) {
  const words = deskText().settings;
  const [file, setFile] = useState<File | null>(null);
  const [code, setCode] = useState("");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const id = useId();

  async function read(): Promise<Outcome> {
    if (file === null) return "no-file";
    if ((await parseRecoveryCode(code)) === null) return "typo";
    const found = await readBackup(new Uint8Array(await file.arrayBuffer()), code);
    return found === null ? "wrong" : { added: await practice.merge(found) };
  }
  const sentence = (): string => {
    if (outcome === null) return "";
    if (typeof outcome === "object") return words.importDone(outcome.added);
    if (outcome === "no-file") return words.importNoFile;
    return outcome === "typo" ? words.importTypo : words.importWrong;
  };
  return (
    <Dialog title={words.import} closeLabel={text().close} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void read().then(setOutcome);
        }}
      >
        <div class="field">
          <label for={`${id}-file`}>{words.importFile}</label>
          <input
            id={`${id}-file`}
            type="file"
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          />
        </div>
        <div class="field">
          <label for={`${id}-code`}>{words.importCode}</label>
          <input
            id={`${id}-code`}
            type="text"
            class="code-field"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </div>
        <p role="status" class={typeof outcome === "object" ? "strong" : "error"}>
          {sentence()}
        </p>
        <Button kind="main" type="submit">
          {words.importGo}
        </Button>
      </form>
    </Dialog>
  );
}

/** Rooms into a file and back, under a code that only the therapist has. */
export function Backup({
  practice,
  isInAccount,
}: {
  readonly practice: PracticeRooms;
  readonly isInAccount: boolean;
}) {
  const words = deskText().settings;
  const { rooms, settings } = practice.data.value;
  const [open, setOpen] = useState<"export" | "import" | null>(null);
  const [isPersisted, setPersisted] = useState<boolean | null>(null);
  useEffect(() => void navigator.storage?.persisted?.().then(setPersisted, () => {}), []);
  const close = (): void => setOpen(null);
  return (
    <section class="card stack" aria-labelledby="backup-title">
      <h2 id="backup-title">{words.backupTitle}</h2>
      <p>{isInAccount ? words.backupInAccount : words.backupText}</p>
      <p class="soft">
        {settings.savedAt === null ? words.neverSaved : words.savedAt(formatDate(settings.savedAt))}{" "}
        {!isInAccount && isPersisted !== null && (isPersisted ? words.persisted : words.notPersisted)}
      </p>
      <div class="row">
        <Button icon={Download} disabled={rooms.length === 0} onClick={() => setOpen("export")}>
          {words.export}
        </Button>
        <Button icon={Upload} onClick={() => setOpen("import")}>
          {words.import}
        </Button>
      </div>
      {open === "export" && <ExportDialog practice={practice} onClose={close} />}
      {open === "import" && <ImportDialog practice={practice} onClose={close} />}
    </section>
  );
}
