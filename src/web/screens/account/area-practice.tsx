import { UserPlus } from "lucide";
import { useState } from "preact/hooks";
import { practiceApi } from "../../../protocol/api-practice.ts";
import type { ReplyOf } from "../../../protocol/api-route.ts";
import type { Failure } from "../../practice/account-session.ts";
import { Button } from "../../ui/button.tsx";
import { formatDate, language } from "../../ui/language.ts";
import { accountText } from "./account-text.ts";
import {
  ActionButton,
  type AreaProps,
  AskWindow,
  Card,
  Entry,
  Line,
  Said,
  Shown,
  useLoaded,
} from "./area-parts.tsx";
import { emailFinding, lineFinding, TextField } from "./fields.tsx";

type Practice = ReplyOf<typeof practiceApi.show>;
type Therapist = Practice["therapists"][number];
type Open =
  | { readonly what: "name" }
  | { readonly what: "code" }
  | { readonly what: "invite" }
  | { readonly what: "remove"; readonly therapist: Therapist };

const NAME_MAX = 80;

/** The practice as the server knows it: name, front-door code, who belongs to it. */
export function PracticeCard(props: AreaProps) {
  const { session, account } = props;
  const words = accountText().area.practice;
  const [loaded, reload] = useLoaded(() => session.api.call(practiceApi.show, {}));
  const [open, setOpen] = useState<Open | null>(null);
  const [said, setSaid] = useState("");
  const close = (): void => setOpen(null);
  const isOwner = account.practice?.position === "owner";

  /** Closes the window and shows what is there now, or gives the failure to the window. */
  async function finish(result: { readonly ok: true } | Failure, sentence: string): Promise<Failure | null> {
    if (!result.ok) return result;
    await reload();
    setSaid(sentence);
    close();
    return null;
  }
  return (
    <Card title={words.title}>
      <Said>{said}</Said>
      <Shown loaded={loaded} reload={reload}>
        {(practice) => (
          <>
            <PracticeLines practice={practice} isOwner={isOwner} onOpen={setOpen} />
            <h3>{words.colleagues}</h3>
            {practice.therapists.length <= 1 && <p class="soft">{words.alone}</p>}
            <ul class="list">
              {practice.therapists.map((therapist) => (
                <Entry
                  key={therapist.id}
                  title={
                    <>
                      {therapist.name}
                      {therapist.id === account.id && <span class="tag">{words.you}</span>}
                      {therapist.isSuspended && <span class="tag accent">{words.suspended}</span>}
                    </>
                  }
                  actions={
                    isOwner && therapist.id !== account.id ? (
                      <Button
                        onClick={() => setOpen({ what: "remove", therapist })}
                        aria-label={`${words.remove}: ${therapist.name}`}
                      >
                        {words.remove}
                      </Button>
                    ) : undefined
                  }
                >
                  <span class="soft small">{words[therapist.position]}</span>
                  <span class="soft small address">{therapist.email}</span>
                </Entry>
              ))}
            </ul>
            {practice.invitations.length > 0 && (
              <>
                <h3>{words.open}</h3>
                <ul class="list">
                  {practice.invitations.map(({ id, email, expiresAt }) => (
                    <Entry
                      key={id}
                      title={<span class="address">{email}</span>}
                      actions={
                        isOwner ? (
                          <ActionButton
                            run={async () =>
                              finish(
                                await session.api.call(practiceApi.withdrawInvitation, { params: { id } }),
                                "",
                              )
                            }
                          >
                            {words.withdraw}
                          </ActionButton>
                        ) : undefined
                      }
                    >
                      <span class="soft small">{words.until(formatDate(expiresAt))}</span>
                    </Entry>
                  ))}
                </ul>
              </>
            )}
            {isOwner && (
              <div>
                <Button icon={UserPlus} onClick={() => setOpen({ what: "invite" })}>
                  {words.invite}
                </Button>
              </div>
            )}
            {open !== null && (
              <PracticeWindow {...props} practice={practice} open={open} onClose={close} finish={finish} />
            )}
          </>
        )}
      </Shown>
    </Card>
  );
}

function PracticeLines(props: {
  readonly practice: Practice;
  readonly isOwner: boolean;
  readonly onOpen: (open: Open) => void;
}) {
  const { practice, isOwner, onOpen } = props;
  const words = accountText().area;
  const mine = words.practice;
  return (
    <>
      <Line
        title={mine.name}
        actions={
          isOwner ? (
            <Button onClick={() => onOpen({ what: "name" })} aria-label={mine.nameTitle}>
              {words.change}
            </Button>
          ) : undefined
        }
      >
        <span>{practice.name}</span>
      </Line>
      <Line
        title={mine.code}
        actions={
          isOwner ? <Button onClick={() => onOpen({ what: "code" })}>{mine.renewCode}</Button> : undefined
        }
      >
        <span class="code-field">{practice.code}</span>
        <span class="soft small">{mine.codeText}</span>
      </Line>
    </>
  );
}

interface PracticeWindowProps extends AreaProps {
  readonly practice: Practice;
  readonly open: Open;
  readonly onClose: () => void;
  readonly finish: (result: { readonly ok: true } | Failure, sentence: string) => Promise<Failure | null>;
}

function PracticeWindow({ session, practice, open, onClose, finish }: PracticeWindowProps) {
  const words = accountText();
  const mine = words.area.practice;
  const [name, setName] = useState(practice.name);
  const [email, setEmail] = useState("");
  if (open.what === "name") {
    return (
      <AskWindow<"name">
        title={mine.nameTitle}
        button={words.save}
        onClose={onClose}
        check={() => ({ name: lineFinding(name, NAME_MAX, words.practiceNameMissing) })}
        run={async () => {
          const renamed = await session.api.call(practiceApi.rename, { body: { name: name.trim() } });
          if (renamed.ok) await session.refresh();
          return finish(renamed, words.area.saved);
        }}
        fields={(errors) => (
          <TextField
            label={words.practiceName}
            autocomplete="organization"
            value={name}
            onInput={setName}
            error={errors.name}
            hint={mine.nameHint}
          />
        )}
      />
    );
  }
  if (open.what === "code") {
    return (
      <AskWindow
        title={mine.renewCode}
        text={mine.renewCodeText}
        button={mine.renewCode}
        onClose={onClose}
        run={async () => finish(await session.api.call(practiceApi.renewCode, {}), words.area.saved)}
      />
    );
  }
  if (open.what === "invite") {
    return (
      <AskWindow<"email">
        title={mine.invite}
        text={mine.inviteText}
        button={mine.inviteButton}
        onClose={onClose}
        check={() => ({ email: emailFinding(email) })}
        run={async () => {
          const body = { email, language: language.value };
          return finish(await session.api.call(practiceApi.invite, { body }), mine.invited(email));
        }}
        fields={(errors) => (
          <TextField
            label={mine.inviteEmail}
            kind="email"
            autocomplete="off"
            value={email}
            onInput={setEmail}
            error={errors.email}
          />
        )}
      />
    );
  }
  const { therapist } = open;
  return (
    <AskWindow
      title={mine.removeAsk(therapist.name)}
      text={mine.removeText}
      button={mine.removeButton}
      kind="danger"
      words={{ CONFLICT: mine.conflict }}
      onClose={onClose}
      run={async () =>
        finish(await session.api.call(practiceApi.removeTherapist, { params: { id: therapist.id } }), "")
      }
    />
  );
}
