import { Copy, Download, Printer } from "lucide";
import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { formatDate } from "../../ui/language.ts";
import { saveFile } from "../../ui/save-file.ts";
import { accountText } from "./account-text.ts";
import { CheckField } from "./fields.tsx";
import { Form, useForm } from "./form.tsx";

interface RecoveryCodeProps {
  readonly code: string;
  readonly email: string;
  readonly onKept: () => void;
}

const address = (): string => `${location.origin}/practice`;

/** The only time that the code is shown: to be written down, printed, copied or saved, then confirmed. */
export function RecoveryCode({ code, email, onKept }: RecoveryCodeProps) {
  const words = accountText().code;
  const { sheet } = words;
  const [isKept, setKept] = useState(false);
  const [said, setSaid] = useState("");
  const [madeOn] = useState(() => formatDate(Date.now()));
  const form = useForm({
    check: () => ({ kept: isKept ? null : words.haveMissing }),
    async run() {
      onKept();
      return null;
    },
  });
  const lines = [
    sheet.what,
    sheet.account(email),
    code,
    sheet.made(madeOn),
    sheet.use(address()),
    sheet.keep,
  ];

  return (
    <>
      <p class="lead">{words.text}</p>
      <CodeGroups code={code} label={words.label} />
      <div class="code-actions">
        <Button icon={Printer} onClick={() => print()}>
          {words.print}
        </Button>
        <Button
          icon={Download}
          onClick={() =>
            saveFile(words.file, [sheet.title, ...lines].join("\n\n"), "text/plain;charset=utf-8")
          }
        >
          {words.saveFile}
        </Button>
        <Button
          icon={Copy}
          onClick={() =>
            navigator.clipboard.writeText(code).then(
              () => setSaid(words.copied),
              () => setSaid(words.copyFailed),
            )
          }
        >
          {words.copy}
        </Button>
      </div>
      <p role="status" class="small">
        {said}
      </p>
      <Form form={form} button={words.button}>
        <CheckField label={words.have} checked={isKept} onChange={setKept} error={form.errors.kept} />
      </Form>
      <div class="code-sheet" aria-hidden="true">
        <h1>{sheet.title}</h1>
        {lines.map((line) => (
          <p key={line} class={line === code ? "recovery-code" : ""}>
            {line}
          </p>
        ))}
      </div>
    </>
  );
}

/** Groups of four, as they are typed later; selected as a whole by a click. */
function CodeGroups({ code, label }: { readonly code: string; readonly label: string }) {
  return (
    <p class="code-groups">
      <span class="visually-hidden">{label}: </span>
      {code.split("-").map((group, index, all) => (
        <span key={`${index}${group}`}>
          {group}
          {index < all.length - 1 ? <span class="soft">-</span> : null}
        </span>
      ))}
    </p>
  );
}
