// The windows of the section about one's own data.
import { useState } from "preact/hooks";
import { type PrivacyOverview, privacyApi, REQUEST_TEXT_MAX } from "../../../protocol/api-privacy.ts";
import { DAY_MS } from "../../../protocol/limits.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatDate, text } from "../../ui/language.ts";
import { saveFile } from "../../ui/save-file.ts";
import { accountText } from "./account-text.ts";
import { type AreaProps, AskWindow, Entry, GuardedWindow } from "./area-parts.tsx";
import { TextAreaField } from "./fields.tsx";

type Asked = "objection" | "rectification" | "other";
export type DataWindow = "export" | "restrict" | "leave" | Asked;

interface WindowProps extends AreaProps {
  readonly overview: PrivacyOverview;
  readonly onClose: () => void;
  /** Closes the window, says the sentence and loads what is there now. */
  readonly onDone: (sentence: string) => void;
}

export function DataWindows(props: WindowProps & { readonly open: DataWindow }) {
  switch (props.open) {
    case "export":
      return <ExportWindow {...props} />;
    case "restrict":
      return <RestrictWindow {...props} />;
    case "leave":
      return props.overview.needOwner.length > 0 ? <OwnerWindow {...props} /> : <LeaveWindow {...props} />;
    default:
      return <RequestWindow {...props} kind={props.open} />;
  }
}

function ExportWindow({ session, account, onClose, onDone }: WindowProps) {
  const words = accountText().data.export;
  return (
    <GuardedWindow
      title={words.title}
      text={words.windowText}
      button={words.button}
      email={account.email}
      onClose={onClose}
      run={async (current) => {
        const made = await session.exportData(current);
        if (!made.ok) return made;
        saveFile(words.file, made.archive, "application/zip");
        onDone(words.done);
        return null;
      }}
    />
  );
}

function RestrictWindow({ session, onClose, onDone }: WindowProps) {
  const words = accountText().data.restrict;
  return (
    <AskWindow
      title={words.beginTitle}
      text={words.beginText}
      button={words.begin}
      onClose={onClose}
      run={async () => {
        const done = await session.api.call(privacyApi.restrict, { body: { restricted: true } });
        if (!done.ok) return done;
        onDone("");
        await session.resume();
        return null;
      }}
    />
  );
}

/** Others would be left without an owner: one of them becomes one first. */
function OwnerWindow({ session, account, overview, onClose, onDone }: WindowProps) {
  const words = accountText().data.leave;
  const [chosen, setChosen] = useState<PrivacyOverview["needOwner"][number] | null>(null);
  if (chosen !== null) {
    return (
      <GuardedWindow
        title={words.ownerTitle}
        text={words.ownerSure(chosen.name)}
        button={words.makeOwner}
        email={account.email}
        onClose={onClose}
        run={async (current) => {
          const made = await session.makeOwner(current, chosen.id);
          if (!made.ok) return made;
          onDone(words.madeOwner(chosen.name));
          return null;
        }}
      />
    );
  }
  return (
    <Dialog title={words.ownerTitle} closeLabel={text().close} onClose={onClose}>
      <p>{words.ownerText}</p>
      <ul class="list">
        {overview.needOwner.map((colleague) => (
          <Entry
            key={colleague.id}
            title={colleague.name}
            actions={<Button onClick={() => setChosen(colleague)}>{words.makeOwner}</Button>}
          />
        ))}
      </ul>
    </Dialog>
  );
}

function LeaveWindow({ session, account, overview, onClose }: WindowProps) {
  const words = accountText().data.leave;
  const erasedAt = Date.now() + overview.accountDays * DAY_MS;
  return (
    <GuardedWindow
      title={words.windowTitle}
      text={words.windowText(formatDate(erasedAt))}
      button={words.confirm}
      kind="danger"
      words={{ CONFLICT: words.conflict }}
      email={account.email}
      onClose={onClose}
      run={async (current) => {
        const done = await session.leave(current);
        return done.ok ? null : done;
      }}
      fields={() => (
        <>
          {account.practice !== null && <p>{words.mails}</p>}
          <p class="strong">{words.first}</p>
        </>
      )}
    />
  );
}

const WORDS = { objection: "object", rectification: "rectify", other: "other" } as const;

function RequestWindow({ session, kind, onClose, onDone }: WindowProps & { readonly kind: Asked }) {
  const words = accountText().data;
  const [written, setWritten] = useState("");
  const length = written.trim().length;
  const finding = length === 0 ? words.ask.missing : length > REQUEST_TEXT_MAX ? words.ask.tooLong : null;
  return (
    <AskWindow<"text">
      title={words[WORDS[kind]].windowTitle}
      text={words[WORDS[kind]].windowText}
      button={words.ask.send}
      words={{ UNAVAILABLE: words.ask.unavailable, TOO_MANY_TRIES: words.ask.tooMany }}
      onClose={onClose}
      check={() => ({ text: finding })}
      run={async () => {
        const asked = await session.api.call(privacyApi.ask, { body: { kind, text: written } });
        if (!asked.ok) return asked;
        onDone(words.ask.done(formatDate(asked.value.dueAt)));
        return null;
      }}
      fields={(errors) => (
        <TextAreaField
          label={words.ask.label}
          hint={words.ask.hint}
          value={written}
          onInput={setWritten}
          error={errors.text}
        />
      )}
    />
  );
}
