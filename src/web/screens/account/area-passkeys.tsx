import { KeyRound } from "lucide";
import { useState } from "preact/hooks";
import { factorApi } from "../../../protocol/api-account.ts";
import type { ReplyOf } from "../../../protocol/api-route.ts";
import { Button } from "../../ui/button.tsx";
import { formatDate } from "../../ui/language.ts";
import { accountText } from "./account-text.ts";
import {
  type AreaProps,
  AskWindow,
  Card,
  Entry,
  GuardedWindow,
  Said,
  Shown,
  useLoaded,
} from "./area-parts.tsx";
import { lineFinding, TextField } from "./fields.tsx";

type Passkey = ReplyOf<typeof factorApi.listPasskeys>["passkeys"][number];
type Open = { readonly what: "add" | "let-open" } | { readonly what: "remove"; readonly passkey: Passkey };

const NAME_MAX = 60;

/** Passkeys by name: which there are, whether each opens the rooms, one more, one less. */
export function PasskeysCard(props: AreaProps) {
  const { session, account, openers } = props;
  const words = accountText().area.passkeys;
  const [loaded, reload] = useLoaded(() => session.api.call(factorApi.listPasskeys, {}));
  const [open, setOpen] = useState<Open | null>(null);
  const [said, setSaid] = useState("");
  const close = (): void => setOpen(null);
  const done = (sentence: string): void => {
    setSaid(sentence);
    close();
    void reload();
  };
  const opens = ({ credentialId }: Passkey): boolean => openers?.passkeys.includes(credentialId) ?? false;
  const hasRooms = account.practice !== null;
  return (
    <Card title={words.title} text={words.text}>
      <Said>{said}</Said>
      <Shown loaded={loaded} reload={reload}>
        {({ passkeys }) =>
          passkeys.length === 0 ? (
            <p>{words.none}</p>
          ) : (
            <ul class="list">
              {passkeys.map((passkey) => (
                <Entry
                  key={passkey.id}
                  title={passkey.name}
                  actions={
                    <>
                      {hasRooms && !opens(passkey) && (
                        <Button onClick={() => setOpen({ what: "let-open" })}>{words.letOpen}</Button>
                      )}
                      <Button
                        onClick={() => setOpen({ what: "remove", passkey })}
                        aria-label={`${words.remove}: ${passkey.name}`}
                      >
                        {words.remove}
                      </Button>
                    </>
                  }
                >
                  <span class="soft small">
                    {words.since(formatDate(passkey.createdAt))}
                    {hasRooms && ` · ${opens(passkey) ? words.opens : words.opensNot}`}
                  </span>
                </Entry>
              ))}
            </ul>
          )
        }
      </Shown>
      <div>
        <Button icon={KeyRound} onClick={() => setOpen({ what: "add" })}>
          {words.add}
        </Button>
      </div>
      {open?.what === "add" && (
        <AddPasskey
          {...props}
          onClose={close}
          onDone={(opensVault) => done(opensVault ? words.added : words.addedSignsIn)}
        />
      )}
      {open?.what === "let-open" && (
        <GuardedWindow
          title={words.letOpen}
          text={words.letOpenText}
          button={words.letOpen}
          email={account.email}
          onClose={close}
          run={async (current) => {
            const given = await session.letPasskeyOpen(current);
            if (!given.ok) return given;
            done(words.added);
            return null;
          }}
        />
      )}
      {open?.what === "remove" && (
        <AskWindow
          title={words.removeAsk(open.passkey.name)}
          text={words.removeText}
          button={words.removeButton}
          kind="danger"
          onClose={close}
          run={async () => {
            const removed = await session.removePasskey(open.passkey.id);
            if (!removed.ok) return removed;
            done("");
            return null;
          }}
        />
      )}
    </Card>
  );
}

function AddPasskey(props: AreaProps & { onClose: () => void; onDone: (opensVault: boolean) => void }) {
  const { session, account, onClose, onDone } = props;
  const words = accountText().area.passkeys;
  const [name, setName] = useState("");
  return (
    <GuardedWindow<"name">
      title={words.add}
      text={words.addText}
      button={words.add}
      email={account.email}
      onClose={onClose}
      check={() => ({ name: lineFinding(name, NAME_MAX, words.nameMissing) })}
      run={async (current) => {
        const added = await session.addPasskey(name.trim(), current);
        if (!added.ok) return added;
        onDone(added.opensVault);
        return null;
      }}
      fields={(errors) => (
        <TextField
          label={words.name}
          autocomplete="off"
          value={name}
          onInput={setName}
          error={errors.name}
          hint={words.nameHint}
        />
      )}
    />
  );
}
