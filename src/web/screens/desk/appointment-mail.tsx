import { useRef, useState } from "preact/hooks";
import type { Entry } from "../../practice/calendar.ts";
import type { MailDesk } from "../../practice/mails.ts";
import type { Appointment } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { language, text } from "../../ui/language.ts";
import { fullMoment } from "./desk-dates.ts";
import { deskText } from "./desk-text.ts";
import { Choice, Field } from "./field.tsx";

const HOUR = 3_600_000;
const BEFORE = { none: null, hours: 2 * HOUR, day: 24 * HOUR } as const;
const REMINDS = ["none", "hours", "day"] as const;
type Remind = (typeof REMINDS)[number];
type Language = "de" | "en";

/** Only what cannot be an address is told here; whether it exists, the mail server says. */
const isAddress = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);

type Step =
  | { readonly step: "write" | "sending" | "done" }
  | { readonly step: "failed"; readonly code: string };

interface AppointmentMailProps {
  readonly mails: MailDesk;
  readonly entry: Entry<Appointment>;
  readonly onClose: () => void;
}

/** Has the server mail an appointment, after the client agreed. The address is typed for this alone. */
export function AppointmentMail({ mails, entry, onClose }: AppointmentMailProps) {
  const words = deskText().calendar.mail;
  const { occurrence, appointment } = entry;
  const [email, setEmail] = useState("");
  const [mailLanguage, setMailLanguage] = useState<Language>(language.value);
  const [remind, setRemind] = useState<Remind>("none");
  const [hasAgreed, setAgreed] = useState(false);
  const [isTried, setTried] = useState(false);
  const [state, setState] = useState<Step>({ step: "write" });
  const field = useRef<HTMLInputElement>(null);
  const tick = useRef<HTMLInputElement>(null);
  const now = Date.now();
  const address = email.trim();
  // A reminder that would be due already is none.
  const reminds = REMINDS.filter((one) => one === "none" || occurrence.from - BEFORE[one] > now);

  async function send(): Promise<void> {
    setTried(true);
    if (!isAddress(address)) return field.current?.focus();
    if (!hasAgreed) return tick.current?.focus();
    setState({ step: "sending" });
    const before = BEFORE[remind];
    const sent = await mails.send({
      email: address,
      language: mailLanguage,
      at: occurrence.from,
      timeZone: appointment.timeZone,
      duration: appointment.duration,
      remindAt: before === null ? null : occurrence.from - before,
    });
    setState(sent.ok ? { step: "done" } : { step: "failed", code: sent.code });
  }

  function failure(code: string): string {
    const { failed } = words;
    return code === "OFFLINE" || code === "TOO_MANY_TRIES" ? failed[code] : failed.other;
  }

  if (state.step === "done") {
    return (
      <Dialog title={words.title} closeLabel={text().close} onClose={onClose}>
        <p class="strong" role="status">
          {words.done}
        </p>
        <Button kind="main" onClick={onClose}>
          {text().close}
        </Button>
      </Dialog>
    );
  }
  return (
    <Dialog title={words.title} closeLabel={text().close} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div class="stack tight">
          <p>{words.intro}</p>
          <ul class="bullets">
            {words
              .contents(fullMoment(occurrence.from, appointment.timeZone), `${location.origin}/call`)
              .map((line) => (
                <li key={line}>{line}</li>
              ))}
          </ul>
          <p>{words.without}</p>
        </div>
        <Field
          label={words.email}
          hint={words.emailHint}
          error={isTried && !isAddress(address) ? words.emailWrong : null}
        >
          {(ids) => (
            <input
              {...ids}
              ref={field}
              type="text"
              inputMode="email"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              maxLength={254}
              value={email}
              onInput={(event) => setEmail(event.currentTarget.value)}
            />
          )}
        </Field>
        <Choice
          label={words.language}
          value={mailLanguage}
          options={(["de", "en"] as const).map((value) => ({ value, label: words.languages[value] }))}
          onChange={setMailLanguage}
        />
        <Choice
          label={words.remind}
          value={remind}
          options={reminds.map((value) => ({ value, label: words.reminds[value] }))}
          onChange={setRemind}
        />
        <p class="soft small">{words.readers}</p>
        <div>
          <label class="check">
            <input
              ref={tick}
              type="checkbox"
              checked={hasAgreed}
              aria-invalid={isTried && !hasAgreed}
              onChange={(event) => setAgreed(event.currentTarget.checked)}
            />
            <span>{words.agreed}</span>
          </label>
          <p class="error" role="status">
            {isTried && !hasAgreed ? words.agreedMissing : ""}
          </p>
        </div>
        <p class="error" role="alert">
          {state.step === "failed" ? failure(state.code) : ""}
        </p>
        <Button kind="main" type="submit" disabled={state.step === "sending"}>
          {state.step === "sending" ? words.sending : words.send}
        </Button>
      </form>
    </Dialog>
  );
}
