import { Copy, Download } from "lucide";
import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { text } from "../../ui/language.ts";
import { saveFile } from "../../ui/save-file.ts";
import { QrCode } from "../desk/qr-code.tsx";
import { accountText } from "./account-text.ts";
import { type AreaProps, Card, GuardedWindow, Line } from "./area-parts.tsx";
import { TextField } from "./fields.tsx";
import { Form, useForm } from "./form.tsx";

interface Begun {
  readonly uri: string;
  readonly recoveryCodes: readonly string[];
}

type Step =
  | { readonly at: "password" | "end" | "renew" }
  | { readonly at: "scan"; readonly begun: Begun }
  | { readonly at: "codes"; readonly codes: readonly string[] };

/** The second factor: on, off, and new backup codes. */
export function FactorCard({ session, account }: AreaProps) {
  const words = accountText().area.factor;
  const [step, setStep] = useState<Step | null>(null);
  const close = (): void => setStep(null);
  return (
    <Card title={words.title} text={words.text}>
      <Line
        title={account.hasSecondFactor ? words.on : words.off}
        actions={
          account.hasSecondFactor ? (
            <>
              <Button onClick={() => setStep({ at: "renew" })}>{words.codes}</Button>
              <Button onClick={() => setStep({ at: "end" })}>{words.end}</Button>
            </>
          ) : (
            <Button onClick={() => setStep({ at: "password" })}>{words.begin}</Button>
          )
        }
      />
      {step?.at === "password" && (
        <GuardedWindow
          title={words.beginTitle}
          text={words.beginText}
          button={words.next}
          email={account.email}
          onClose={close}
          run={async (current) => {
            const begun = await session.beginTotp(current);
            if (!begun.ok) return begun;
            setStep({ at: "scan", begun });
            return null;
          }}
        />
      )}
      {step?.at === "scan" && (
        <ScanWindow
          begun={step.begun}
          confirm={(code) => session.confirmTotp(code)}
          onClose={close}
          onDone={() => setStep({ at: "codes", codes: step.begun.recoveryCodes })}
        />
      )}
      {step?.at === "renew" && (
        <GuardedWindow
          title={words.codes}
          text={words.codesText}
          button={words.codes}
          email={account.email}
          onClose={close}
          run={async (current) => {
            const made = await session.renewTotpCodes(current);
            if (!made.ok) return made;
            setStep({ at: "codes", codes: made.recoveryCodes });
            return null;
          }}
        />
      )}
      {step?.at === "end" && (
        <GuardedWindow
          title={words.endTitle}
          text={words.endText}
          button={words.end}
          kind="danger"
          email={account.email}
          onClose={close}
          run={async (current) => {
            const ended = await session.endTotp(current);
            if (!ended.ok) return ended;
            close();
            return null;
          }}
        />
      )}
      {step?.at === "codes" && <CodesWindow codes={step.codes} onClose={close} />}
    </Card>
  );
}

/** The key of an otpauth address, in groups that can be copied by eye. */
function secretOf(uri: string): string {
  const secret = URL.canParse(uri) ? (new URL(uri).searchParams.get("secret") ?? "") : "";
  return secret.replace(/.{4}(?=.)/g, "$& ");
}

interface ScanWindowProps {
  readonly begun: Begun;
  readonly confirm: (code: string) => ReturnType<AreaProps["session"]["confirmTotp"]>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function ScanWindow({ begun, confirm, onClose, onDone }: ScanWindowProps) {
  const words = accountText();
  const mine = words.area.factor;
  const [code, setCode] = useState("");
  const typed = code.replace(/\s/g, "");
  const secret = secretOf(begun.uri);
  const form = useForm({
    check: () => ({ code: /^\d{6}$/.test(typed) ? null : words.secondFactor.codeWrong }),
    async run() {
      const done = await confirm(typed);
      if (!done.ok) return done;
      onDone();
      return null;
    },
  });
  return (
    <Dialog title={mine.beginTitle} closeLabel={text().close} onClose={onClose}>
      <p>{mine.scan}</p>
      <QrCode content={begun.uri} label={mine.qr} />
      <p>{mine.secret}</p>
      <p class="recovery-code">{secret}</p>
      <Form form={form} button={mine.confirm}>
        <TextField
          label={mine.code}
          kind="digits"
          autocomplete="one-time-code"
          value={code}
          onInput={setCode}
          error={form.errors.code}
          hint={words.secondFactor.codeHint}
        />
      </Form>
    </Dialog>
  );
}

function CodesWindow({
  codes,
  onClose,
}: {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}) {
  const words = accountText();
  const mine = words.area.factor;
  const [said, setSaid] = useState("");
  return (
    <Dialog title={mine.codesTitle} closeLabel={text().close} onClose={onClose}>
      <p>{mine.codesShown}</p>
      <ul class="backup-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div class="row">
        <Button
          icon={Download}
          onClick={() => saveFile(mine.codesFile, codes.join("\n"), "text/plain;charset=utf-8")}
        >
          {words.code.saveFile}
        </Button>
        <Button
          icon={Copy}
          onClick={() =>
            navigator.clipboard.writeText(codes.join("\n")).then(
              () => setSaid(words.code.copied),
              () => setSaid(words.code.copyFailed),
            )
          }
        >
          {words.code.copy}
        </Button>
      </div>
      <p role="status" class="small">
        {said}
      </p>
      <Button kind="main" onClick={onClose}>
        {mine.done}
      </Button>
    </Dialog>
  );
}
