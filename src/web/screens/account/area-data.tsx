// One's own data: the rights of Art. 7 and 15 to 22 GDPR, each with what can be done at once.
import { useState } from "preact/hooks";
import { accountApi } from "../../../protocol/api-account.ts";
import { type OwnRequest, type PrivacyOverview, privacyApi } from "../../../protocol/api-privacy.ts";
import { Button } from "../../ui/button.tsx";
import { formatDate } from "../../ui/language.ts";
import { accountText } from "./account-text.ts";
import { ActionButton, type AreaProps, Card, Entry, Line, Said, Shown, useLoaded } from "./area-parts.tsx";
import { type DataWindow, DataWindows } from "./data-windows.tsx";

/** Where name and address are changed. */
export const PERSON_CARD = "account-person";

function goToPerson(): void {
  const card = document.getElementById(PERSON_CARD);
  card?.scrollIntoView({ block: "start" });
  card?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
}

function stateOf(request: OwnRequest): string {
  const words = accountText().data.requests;
  if (request.state === "open")
    return (request.isExtended ? words.extended : words.open)(formatDate(request.dueAt));
  return words[request.state](formatDate(request.closedAt ?? request.receivedAt));
}

/** `isAlone`: there is no other card beside this one, because processing is restricted. */
export function DataCard(props: AreaProps & { readonly isAlone?: boolean }) {
  const { session, account, isAlone = false } = props;
  const words = accountText().data;
  const [loaded, reload] = useLoaded(() => session.api.call(privacyApi.show, {}));
  const [open, setOpen] = useState<DataWindow | null>(null);
  const [said, setSaid] = useState("");
  async function done(sentence: string): Promise<void> {
    setOpen(null);
    setSaid(sentence);
    await reload();
  }
  return (
    <Card title={words.title} text={words.text}>
      <Said>{said}</Said>
      {isAlone && <Restriction {...props} onOpen={setOpen} onDone={done} />}
      <Line
        title={words.export.title}
        actions={
          <Button kind="main" onClick={() => setOpen("export")}>
            {words.export.button}
          </Button>
        }
      >
        <span class="soft">{words.export.text}</span>
      </Line>
      <Line
        title={words.rectify.title}
        actions={
          <>
            {!isAlone && <Button onClick={goToPerson}>{words.rectify.go}</Button>}
            <Button onClick={() => setOpen("rectification")}>{words.rectify.button}</Button>
          </>
        }
      >
        <span class="soft">{isAlone ? words.rectify.restricted : words.rectify.text}</span>
      </Line>
      {!isAlone && <Consents {...props} onDone={done} />}
      {!isAlone && <Restriction {...props} onOpen={setOpen} onDone={done} />}
      <Line
        title={words.object.title}
        actions={<Button onClick={() => setOpen("objection")}>{words.object.button}</Button>}
      >
        <span class="soft">{words.object.text}</span>
      </Line>
      <Line
        title={words.other.title}
        actions={<Button onClick={() => setOpen("other")}>{words.other.button}</Button>}
      >
        <span class="soft">{words.other.text}</span>
      </Line>
      <Line title={words.decisions.title}>
        <span class="soft">{words.decisions.text}</span>
      </Line>
      <Line title={words.complaint.title}>
        <span class="soft">
          {words.complaint.text}{" "}
          <a href={`/privacy/accounts?lang=${account.language}`} target="_blank" rel="noreferrer">
            {words.notice}
          </a>
          .
        </span>
      </Line>
      <Shown loaded={loaded} reload={reload}>
        {(overview) => (
          <>
            {!isAlone && <Erasure overview={overview} onOpen={() => setOpen("leave")} />}
            <Requests requests={overview.requests} />
            {open !== null && (
              <DataWindows
                {...props}
                overview={overview}
                open={open}
                onClose={() => setOpen(null)}
                onDone={(sentence) => void done(sentence)}
              />
            )}
          </>
        )}
      </Shown>
    </Card>
  );
}

/** A consent is withdrawn with one press, as it was given with one (Art. 7(3)). */
function Consents({ session, account, onDone }: AreaProps & { onDone: (sentence: string) => Promise<void> }) {
  const words = accountText().data.consent;
  return (
    <Line
      title={words.title}
      actions={
        account.news === "none" ? undefined : (
          <ActionButton
            run={async () => {
              const stopped = await session.api.call(accountApi.setNews, { body: { wanted: false } });
              if (!stopped.ok) return stopped;
              await session.refresh();
              await onDone(words.done);
              return null;
            }}
          >
            {words.button}
          </ActionButton>
        )
      }
    >
      <span class="soft">{words[account.news]}</span>
    </Line>
  );
}

function Restriction(
  props: AreaProps & {
    readonly onOpen: (open: DataWindow) => void;
    readonly onDone: (sentence: string) => Promise<void>;
  },
) {
  const { session, account, onOpen, onDone } = props;
  const words = accountText().data.restrict;
  const since = account.restrictedSince;
  return (
    <Line
      title={words.title}
      actions={
        since === null ? (
          <Button onClick={() => onOpen("restrict")}>{words.begin}</Button>
        ) : (
          <ActionButton
            run={async () => {
              const lifted = await session.api.call(privacyApi.restrict, { body: { restricted: false } });
              if (!lifted.ok) return lifted;
              await onDone(words.ended);
              await session.resume();
              return null;
            }}
          >
            {words.end}
          </ActionButton>
        )
      }
    >
      <span class="soft">{since === null ? words.off : words.on(formatDate(since))}</span>
    </Line>
  );
}

function Erasure(props: { readonly overview: PrivacyOverview; readonly onOpen: () => void }) {
  const { accountDays, hold } = props.overview;
  const words = accountText().data.leave;
  return (
    <Line
      title={words.title}
      actions={
        <Button kind="danger" onClick={props.onOpen}>
          {words.button}
        </Button>
      }
    >
      <span class="soft">{words.text(accountDays)}</span>
      {hold !== null && <span>{words.held(hold.reason, formatDate(hold.endsAt))}</span>}
    </Line>
  );
}

function Requests({ requests }: { readonly requests: readonly OwnRequest[] }) {
  const words = accountText().data.requests;
  return (
    <>
      <h3>{words.title}</h3>
      {requests.length === 0 && <p class="soft">{words.none}</p>}
      <ul class="list">
        {requests.map((request) => (
          <Entry key={request.id} title={words.kinds[request.kind]}>
            <span>{stateOf(request)}</span>
            <span class="soft small">{words.from(formatDate(request.receivedAt))}</span>
          </Entry>
        ))}
      </ul>
    </>
  );
}
