import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { accountText } from "./account-text.ts";
import { type AreaProps, Card, GuardedWindow, Line } from "./area-parts.tsx";
import { CheckField } from "./fields.tsx";

/** What opens the rooms when the password is forgotten, and a new key after a device was lost. */
export function KeysCard({ session, account, onCode, renewAllLinks }: AreaProps) {
  const words = accountText().area.rooms;
  const [open, setOpen] = useState<"code" | "key" | null>(null);
  const [alsoLinks, setAlsoLinks] = useState(false);
  const close = (): void => setOpen(null);
  return (
    <Card title={words.title} text={words.text}>
      <Line title={words.code} actions={<Button onClick={() => setOpen("code")}>{words.renewCode}</Button>}>
        <span class="soft">{words.codeText}</span>
      </Line>
      <Line title={words.key} actions={<Button onClick={() => setOpen("key")}>{words.renewKey}</Button>}>
        <span class="soft">{words.keyText}</span>
      </Line>
      {open === "code" && (
        <GuardedWindow
          title={words.renewCodeTitle}
          text={words.renewCodeText}
          button={words.renewCode}
          email={account.email}
          onClose={close}
          run={async (current) => {
            const made = await session.renewRecoveryCode(current);
            if (!made.ok) return made;
            close();
            onCode(made.recoveryCode);
            return null;
          }}
        />
      )}
      {open === "key" && (
        <GuardedWindow
          title={words.renewKeyTitle}
          text={words.renewKeyText}
          button={words.renewKey}
          email={account.email}
          onClose={close}
          run={async (current) => {
            const made = await session.renewVaultKey(current);
            if (!made.ok) return made;
            close();
            onCode(made.recoveryCode);
            if (alsoLinks) await renewAllLinks();
            return null;
          }}
          fields={() => (
            <CheckField
              label={words.links}
              hint={words.linksHint}
              checked={alsoLinks}
              onChange={setAlsoLinks}
            />
          )}
        />
      )}
    </Card>
  );
}
