import { useState } from "preact/hooks";
import { accountApi } from "../../../protocol/api-account.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { text } from "../../ui/language.ts";
import { accountText } from "./account-text.ts";
import { PERSON_CARD } from "./area-data.tsx";
import { type AreaProps, AskWindow, Card, GuardedWindow, Line, Said } from "./area-parts.tsx";
import {
  emailFinding,
  HiddenUsername,
  lineFinding,
  PasswordField,
  passwordFinding,
  TextField,
} from "./fields.tsx";
import { Form, useForm } from "./form.tsx";
import { NewPassword, usePasswordChoice } from "./new-password.tsx";

const NAME_MAX = 80;

/** Name, address and password. */
export function PersonCard(props: AreaProps) {
  const { account, openers } = props;
  const words = accountText().area;
  const [open, setOpen] = useState<"name" | "email" | "password" | "password-opens" | null>(null);
  const [said, setSaid] = useState("");
  const close = (): void => setOpen(null);
  const done = (sentence: string): void => {
    setSaid(sentence);
    close();
  };
  return (
    <Card title={words.person.title} id={PERSON_CARD}>
      <Said>{said}</Said>
      <Line
        title={words.person.name}
        actions={
          <Button onClick={() => setOpen("name")} aria-label={words.person.nameTitle}>
            {words.change}
          </Button>
        }
      >
        <span>{account.name}</span>
      </Line>
      <Line
        title={words.person.email}
        actions={
          <Button onClick={() => setOpen("email")} aria-label={words.person.emailTitle}>
            {words.change}
          </Button>
        }
      >
        <span class="address">{account.email}</span>
      </Line>
      <Line
        title={words.password.title}
        actions={
          <>
            {openers?.password === false && (
              <Button kind="main" onClick={() => setOpen("password-opens")}>
                {words.password.letOpen}
              </Button>
            )}
            <Button onClick={() => setOpen("password")} aria-label={words.password.change}>
              {words.change}
            </Button>
          </>
        }
      >
        <span class="soft">
          {openers?.password === false ? words.password.opensNot : words.password.text}
        </span>
      </Line>
      {open === "name" && <NameWindow {...props} onClose={close} onDone={() => done(words.saved)} />}
      {open === "email" && (
        <EmailWindow {...props} onClose={close} onDone={(email) => done(words.person.emailSent(email))} />
      )}
      {open === "password" && (
        <PasswordWindow {...props} onClose={close} onDone={() => done(words.password.done)} />
      )}
      {open === "password-opens" && (
        <LetPasswordOpen {...props} onClose={close} onDone={() => done(words.saved)} />
      )}
    </Card>
  );
}

interface WindowProps extends AreaProps {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function NameWindow({ session, account, onClose, onDone }: WindowProps) {
  const words = accountText();
  const [name, setName] = useState(account.name);
  return (
    <AskWindow<"name">
      title={words.area.person.nameTitle}
      button={words.save}
      onClose={onClose}
      check={() => ({ name: lineFinding(name, NAME_MAX, words.nameMissing) })}
      run={async () => {
        const saved = await session.api.call(accountApi.change, { body: { name: name.trim() } });
        if (!saved.ok) return saved;
        await session.refresh();
        onDone();
        return null;
      }}
      fields={(errors) => (
        <TextField
          label={words.name}
          autocomplete="name"
          value={name}
          onInput={setName}
          error={errors.name}
          hint={words.register.nameHint}
        />
      )}
    />
  );
}

function EmailWindow(props: AreaProps & { onClose: () => void; onDone: (email: string) => void }) {
  const { session, account, onClose, onDone } = props;
  const words = accountText().area.person;
  const [email, setEmail] = useState("");
  return (
    <GuardedWindow<"email">
      title={words.emailTitle}
      text={words.emailText}
      button={words.emailButton}
      email={account.email}
      onClose={onClose}
      check={() => ({ email: emailFinding(email) })}
      run={async (current) => {
        const asked = await session.askEmailChange(current, email);
        if (!asked.ok) return asked;
        onDone(email);
        return null;
      }}
      fields={(errors) => (
        <TextField
          label={words.newEmail}
          kind="email"
          autocomplete="email"
          value={email}
          onInput={setEmail}
          error={errors.email}
        />
      )}
    />
  );
}

function PasswordWindow({ session, account, onClose, onDone }: WindowProps) {
  const words = accountText().area.password;
  const [now, setNow] = useState("");
  const choice = usePasswordChoice([account.email, account.name, account.practice?.name ?? ""]);
  const form = useForm({
    check: () => ({ now: passwordFinding(now), next: choice.finding() }),
    async run() {
      if ((await choice.judge()) !== "fine") return "look-again";
      const done = await session.changePassword(now, choice.value);
      if (!done.ok) return done;
      onDone();
      return null;
    },
  });
  return (
    <Dialog title={words.change} closeLabel={text().close} onClose={onClose}>
      <Form form={form} button={words.button}>
        <HiddenUsername email={account.email} />
        <PasswordField
          label={words.now}
          autocomplete="current-password"
          value={now}
          onInput={setNow}
          error={form.errors.now}
        />
        <NewPassword choice={choice} error={form.errors.next} />
      </Form>
    </Dialog>
  );
}

/** After a reset by mail, on a device that still had the rooms open. */
function LetPasswordOpen({ session, account, onClose, onDone }: WindowProps) {
  const words = accountText();
  const [code, setCode] = useState("");
  return (
    <GuardedWindow<"code">
      title={words.area.password.letOpen}
      text={words.area.password.letOpenText}
      button={words.area.password.letOpen}
      email={account.email}
      onClose={onClose}
      check={() => ({ code: code.trim() === "" ? words.unlock.codeMissing : null })}
      run={async (current) => {
        const done = await session.letPasswordOpen(current, { by: "recovery-code", code });
        if (!done.ok) return done;
        onDone();
        return null;
      }}
      fields={(errors) => (
        <TextField
          label={words.unlock.code}
          kind="code"
          autocomplete="off"
          value={code}
          onInput={setCode}
          error={errors.code}
          hint={words.unlock.codeHint}
        />
      )}
    />
  );
}
