import { Check } from "lucide";
import { useId, useRef, useState } from "preact/hooks";
import type { Consent, LocalMedia } from "../call/call-view.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { type Language, language, text } from "../ui/language.ts";
import { late } from "../ui/late.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useObservable } from "../ui/use-observable.ts";
import { ConsentField } from "./consent.tsx";
import { DeviceCheck, type WantedDevices } from "./device-check.tsx";
import { hasTrouble } from "./device-trouble.tsx";
import { checkName, cleanName } from "./display-name.ts";

interface LobbyProps {
  readonly media: LocalMedia;
  readonly remembered: boolean;
  /** Loading the rest of the program failed at the last try. */
  readonly hasFailed: boolean;
  /** What this device remembers, or what was taken back in this page. */
  readonly consent: Consent | null;
  readonly isWithdrawalHeard: boolean | null;
  readonly onRemember: (on: boolean) => void;
  /** The own address is to stay hidden from the practice. */
  readonly hidesAddress: boolean;
  readonly onHideAddress: (on: boolean) => void;
  readonly onKnock: (name: string, consent: Consent) => void;
  /** Takes back what is remembered. */
  readonly onWithdraw: () => void;
  readonly onLanguage: (next: Language) => void;
}

function Facts() {
  const { lobby, privacyNotice } = text();
  return (
    <ul class="facts">
      {[lobby.facts.encrypted, lobby.facts.recording].map((fact) => (
        <li key={fact}>
          <Icon node={Check} size={20} />
          <span>{fact}</span>
        </li>
      ))}
      <li>
        <Icon node={Check} size={20} />
        <span>
          {lobby.facts.storage}{" "}
          <a href={`/privacy?lang=${language.value}`} target="_blank" rel="noreferrer">
            {privacyNotice}
          </a>
        </span>
      </li>
    </ul>
  );
}

function Remember({ on, onChange }: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const words = text().lobby;
  const id = useId();
  return (
    <div class="remember">
      <label class="check">
        <input
          type="checkbox"
          name="remember"
          checked={on}
          aria-describedby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{words.remember}</span>
      </label>
      <p class="soft small" id={id}>
        {words.rememberHint}
      </p>
      <details class="more">
        <summary>{words.traces}</summary>
        {words.tracesText.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </details>
    </div>
  );
}

const HideAddress = late(async () => (await import("./hide-address.tsx")).HideAddress);

/** Hardly anybody needs it: it is loaded when it is opened. */
function Address({ on, onChange }: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const [wasOpened, setOpened] = useState(false);
  return (
    <details class="more" onToggle={() => setOpened(true)}>
      <summary>{text().lobby.address}</summary>
      {wasOpened && <HideAddress on={on} onChange={onChange} />}
    </details>
  );
}

/**
 * Where a client arrives: who I am, that I agree, that my devices work; then one button. Consent stands before camera
 * and microphone (Art. 9(2)(a) GDPR).
 */
export function Lobby(props: LobbyProps) {
  const { media, remembered, hasFailed, onRemember, onKnock, onLanguage } = props;
  const words = text().lobby;
  const view = useObservable(media.view);
  const [name, setName] = useState("");
  const [ticked, setTicked] = useState<Consent | null>(null);
  const consent = ticked ?? props.consent;
  const isAgreed = consent?.withdrawnAt === null;
  const [wanted, setWanted] = useState<WantedDevices>({ camera: true, microphone: true });
  const [wasTried, setTried] = useState(false);
  const [wasAsked, setAsked] = useState(false);
  const [isStarting, setStarting] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();

  const nameState = checkName(cleanName(name));
  const nameError =
    !wasTried || nameState === "ok" ? null : nameState === "long" ? words.nameLong : words.nameMissing;
  const noCamera = !wanted.camera || hasTrouble(view.camera);
  const noMicrophone = !wanted.microphone || hasTrouble(view.microphone);

  /** Neither camera nor microphone nor a knock before somebody has agreed. */
  function mayGoOn(): boolean {
    if (isAgreed) return true;
    setAsked(true);
    form.current?.querySelector<HTMLInputElement>("input[name=consent]")?.focus();
    return false;
  }
  function withdraw(): void {
    media.stop();
    if (ticked === null) props.onWithdraw();
    else setTicked(null);
  }

  async function knock(): Promise<void> {
    setTried(true);
    if (nameState !== "ok") {
      nameField.current?.focus();
      return;
    }
    if (!mayGoOn() || consent === null) return;
    const ask = {
      camera: wanted.camera && view.camera === "off",
      microphone: wanted.microphone && view.microphone === "off",
    };
    if (ask.camera || ask.microphone) {
      setStarting(true);
      await media.start(ask);
      setStarting(false);
      const now = media.view.get();
      // What went wrong is shown first; the next press takes part without that device.
      if (hasTrouble(now.camera) || hasTrouble(now.microphone)) return;
    }
    onKnock(cleanName(name), consent);
  }

  return (
    <Page title={words.title} onLanguage={onLanguage}>
      <Facts />
      <form
        ref={form}
        class="stack lobby-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void knock();
        }}
      >
        <div class="field">
          <label for={`${id}-name`}>{words.name}</label>
          <input
            ref={nameField}
            id={`${id}-name`}
            type="text"
            name="name"
            autocomplete="name"
            maxLength={100}
            value={name}
            aria-invalid={nameError !== null}
            aria-describedby={`${id}-hint${nameError === null ? "" : ` ${id}-error`}`}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          {nameError !== null && (
            <p class="error" id={`${id}-error`}>
              {nameError}
            </p>
          )}
          <p class="soft small" id={`${id}-hint`}>
            {words.nameHint}
          </p>
        </div>
        <ConsentField
          consent={consent}
          isRemembered={ticked === null}
          isHeard={props.isWithdrawalHeard}
          error={(wasTried || wasAsked) && !isAgreed ? words.consentMissing : null}
          onGive={setTicked}
          onWithdraw={withdraw}
        />
        <DeviceCheck media={media} wanted={wanted} onWanted={setWanted} mayStart={mayGoOn} />
        <a class="button plain" href={`/check?lang=${language.value}`} target="_blank" rel="noreferrer">
          {text().check.network}
        </a>
        <Remember on={remembered} onChange={onRemember} />
        <Address on={props.hidesAddress} onChange={props.onHideAddress} />
        {hasFailed && (
          <Notice kind="warning" live>
            <p>{text().loadFailed}</p>
          </Notice>
        )}
        <div class="stack tight">
          {(noCamera || noMicrophone) && (
            <p class="soft small">
              {words.joinWithout(noCamera && noMicrophone ? "both" : noCamera ? "camera" : "microphone")}
            </p>
          )}
          <Button kind="main" wide type="submit" disabled={isStarting}>
            {words.knock}
          </Button>
          <p class="soft small center">{words.knockHint}</p>
        </div>
      </form>
    </Page>
  );
}
