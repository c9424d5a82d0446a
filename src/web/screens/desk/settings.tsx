import { useEffect, useState } from "preact/hooks";
import { PHONE_MAX, PRACTICE_NAME_MAX } from "../../../protocol/limits.ts";
import { Button } from "../../ui/button.tsx";
import { Backup } from "./backup.tsx";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";
import { Field } from "./field.tsx";
import { HideAddresses } from "./hide-addresses.tsx";
import { PracticeFace } from "./practice-face.tsx";

const size = (value: string): number => new TextEncoder().encode(value).length;

/** Name and telephone that clients see, and the file that keeps the rooms safe. */
export function SettingsScreen({ practice, mails }: DeskProps) {
  const words = deskText().settings;
  const { settings } = practice.data.value;
  const [name, setName] = useState(settings.name);
  const [phone, setPhone] = useState(settings.phone);
  const [isSaved, setSaved] = useState(false);
  const isNameLong = size(name.trim()) > PRACTICE_NAME_MAX;
  const isPhoneLong = size(phone.trim()) > PHONE_MAX;
  useEffect(() => setSaved(false), [name, phone]);

  return (
    <>
      <h1>{words.title}</h1>
      <form
        class="card stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isNameLong || isPhoneLong) return;
          void practice.saveSettings({ name: name.trim(), phone: phone.trim() }).then(() => setSaved(true));
        }}
      >
        <Field label={words.name} hint={words.nameHint} error={isNameLong ? words.tooLong : null}>
          {(ids) => (
            <input
              {...ids}
              type="text"
              value={name}
              autocomplete="organization"
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={words.phone} hint={words.phoneHint} error={isPhoneLong ? words.tooLong : null}>
          {(ids) => (
            <input
              {...ids}
              type="text"
              inputMode="tel"
              value={phone}
              autocomplete="tel"
              onInput={(event) => setPhone(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="row">
          <Button kind="main" type="submit">
            {words.save}
          </Button>
          <p role="status" class="strong">
            {isSaved ? words.saved : ""}
          </p>
        </div>
      </form>
      <PracticeFace
        name={settings.name}
        phone={settings.phone}
        logo={settings.logo}
        onLogo={(logo) => practice.saveSettings({ logo })}
      />
      <HideAddresses
        on={settings.hidesAddresses}
        onSave={(hidesAddresses) => practice.saveSettings({ hidesAddresses })}
      />
      <Backup practice={practice} isInAccount={mails !== undefined} />
    </>
  );
}
