import { useEffect, useState } from "preact/hooks";
import type { MailDesk, MailStep, MailThread } from "../../practice/mails.ts";
import { Button } from "../../ui/button.tsx";
import { formatDateTime } from "../../ui/language.ts";
import { Ask } from "./ask.tsx";
import { deskText } from "./desk-text.ts";

/** Mails go out within a minute: who has just asked for one wants to see it gone. */
const RELOAD = 30_000;

function stateOf({ state, sendAt, reason }: MailStep, now: number): string {
  const { states, reasons } = deskText().calendar.mail;
  const words =
    state === "waiting"
      ? sendAt > now
        ? states.waiting(formatDateTime(sendAt))
        : states.due
      : states[state];
  return reason === null ? words : `${words} (${reasons[reason]})`;
}

function Thread({
  mails,
  thread,
  onChange,
}: {
  readonly mails: MailDesk;
  readonly thread: MailThread;
  readonly onChange: () => Promise<void>;
}) {
  const words = deskText().calendar.mail;
  const [isAsking, setAsking] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const { id, recipient, at, steps } = thread;
  const now = Date.now();
  const hidden = <span class="visually-hidden"> ({recipient})</span>;
  async function cancel(tell: boolean): Promise<void> {
    const done = await mails.cancel(id, tell);
    setFailed(!done.ok);
    await onChange();
  }
  const isWaiting = steps.some(({ state }) => state === "waiting");
  const isAhead = at !== null && at > now;
  return (
    <li class="stack tight">
      <div>
        <p class="strong">{at === null ? words.erasedAt : formatDateTime(at)}</p>
        <p class="soft small">{recipient === null ? words.erased : words.recipient(recipient)}</p>
      </div>
      <ul class="bullets small">
        {steps.map((step) => (
          <li key={`${step.kind} ${step.sendAt}`}>
            {words.kinds[step.kind]}: {stateOf(step, now)}
          </li>
        ))}
      </ul>
      {recipient !== null && (
        <div class="row">
          {isWaiting && (
            <Button onClick={() => void cancel(false)}>
              {words.stop}
              {hidden}
            </Button>
          )}
          {isAhead && (
            <Button kind="plain" onClick={() => setAsking(true)}>
              {words.tell}
              {hidden}
            </Button>
          )}
        </div>
      )}
      <p class="error" role="status">
        {hasFailed ? words.failedAction : ""}
      </p>
      {isAsking && recipient !== null && (
        <Ask
          title={words.tellAsk}
          yes={words.tell}
          onYes={() => cancel(true)}
          onClose={() => setAsking(false)}
        >
          <p>{words.tellText(recipient)}</p>
        </Ask>
      )}
    </li>
  );
}

/** What the server has sent for this therapist and is going to send. */
export function MailList({ mails }: { readonly mails: MailDesk }) {
  const words = deskText().calendar.mail;
  const [listed, setListed] = useState<readonly MailThread[] | "failed" | null>(null);
  async function load(): Promise<void> {
    const found = await mails.list();
    setListed(found.ok ? found.threads : "failed");
  }
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), RELOAD);
    return () => clearInterval(timer);
  }, [mails]);
  return (
    <section class="card stack" aria-labelledby="mail-list">
      <h2 id="mail-list">{words.listTitle}</h2>
      <p class="soft small">{words.listText}</p>
      {listed === "failed" && (
        <div class="row">
          <p class="error">{words.listFailed}</p>
          <Button onClick={() => void load()}>{words.reload}</Button>
        </div>
      )}
      {typeof listed === "object" && listed?.length === 0 && <p class="soft">{words.listNone}</p>}
      {typeof listed === "object" && listed !== null && listed.length > 0 && (
        <ul class="list">
          {listed.map((thread) => (
            <Thread key={thread.id} mails={mails} thread={thread} onChange={load} />
          ))}
        </ul>
      )}
    </section>
  );
}
