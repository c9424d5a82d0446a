import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Consent, GuestSession, LocalMedia } from "../call/call-view.ts";
import { keepAwake } from "../ui/keep-awake.ts";
import { type Language, text } from "../ui/language.ts";
import { useObservable } from "../ui/use-observable.ts";
import { After } from "./after.tsx";
import type { CallScreenProps } from "./call/call-screen.tsx";
import { ConsentCare } from "./consent-care.tsx";
import { Lobby } from "./lobby.tsx";
import { Waiting } from "./waiting.tsx";

const FIRST_TOUCH = ["pointerdown", "keydown", "focusin"] as const;

/** What a client's browser loads only after the lobby is ready. */
export interface CallParts {
  readonly session: GuestSession;
  readonly CallScreen: FunctionComponent<CallScreenProps>;
}

export interface GuestAppProps {
  readonly media: LocalMedia;
  /** Loads the rest once and gives the same afterwards; rejects if the network fails. */
  readonly loadCall: () => Promise<CallParts>;
  readonly remembered: boolean;
  /** What this device is known to remember of it already. */
  readonly agreed: Consent | null;
  /** A page that was loaded anew in a call knocks again by itself. */
  readonly rejoin: {
    readonly name: string;
    readonly microphone: boolean;
    readonly camera: boolean;
    readonly consent: Consent;
    readonly hidesAddress: boolean;
  } | null;
  readonly onLanguage: (next: Language) => void;
}

interface RunningProps extends CallParts {
  readonly media: LocalMedia;
  readonly name: string;
  readonly onLanguage: (next: Language) => void;
  /** To the lobby again, where somebody who withdrew may agree anew. */
  readonly onLobby: () => void;
  readonly lobby: () => preact.ComponentChild;
}

function Running({ session, CallScreen, media, name, onLanguage, onLobby, lobby }: RunningProps) {
  const view = useObservable(session.view);
  const consent = useObservable(session.consent);
  const isHeard = useObservable(session.isWithdrawalHeard);
  const isInCall = (view.phase === "live" || view.phase === "reconnecting") && view.host !== null;
  useEffect(() => {
    if (isInCall) document.title = `${text().call.title} · ${text().product}`;
  }, [isInCall]);
  // Also while waiting: a phone that sleeps would not hear the therapist.
  const isAwake = view.phase !== "lobby" && view.phase !== "ended";
  useEffect(() => (isAwake ? keepAwake() : undefined), [isAwake]);

  const care = consent !== null && (
    <ConsentCare
      consent={consent}
      name={name}
      isConnected={view.ended === null}
      onWithdraw={session.withdraw}
    />
  );

  if (view.phase === "lobby") return <>{lobby()}</>;
  if (view.ended !== null) {
    return (
      <After
        ended={view.ended}
        phone={view.practice?.phone ?? null}
        care={care}
        hasWithdrawn={consent !== null && consent.withdrawnAt !== null}
        isHeard={isHeard}
        onAgain={session.restart}
        onLobby={onLobby}
        onLanguage={onLanguage}
      />
    );
  }
  if (isInCall && view.host !== null) {
    return (
      <CallScreen
        side="guest"
        peers={[view.host]}
        media={media}
        actions={session}
        phone={view.practice?.phone ?? null}
        onHangUp={session.leave}
        onShowAddress={session.showAddress}
        consent={care}
      />
    );
  }
  return (
    <Waiting
      view={view}
      consent={care}
      media={media}
      onKnockAgain={session.knockAgain}
      onLeave={session.leave}
      onShowAddress={session.showAddress}
      onLanguage={onLanguage}
    />
  );
}

/** The client's way: lobby, waiting, call, after. */
export function GuestApp({ media, loadCall, remembered, agreed, rejoin, onLanguage }: GuestAppProps) {
  const [parts, setParts] = useState<CallParts | null>(null);
  const [name, setName] = useState(rejoin?.name ?? "");
  const [consent, setConsent] = useState<Consent | null>(agreed);
  const [isHeard, setHeard] = useState<boolean | null>(null);
  const [hidesAddress, setHidesAddress] = useState(rejoin?.hidesAddress ?? false);
  const [isRemembered, setRemembered] = useState(remembered);
  const [hasFailed, setFailed] = useState(false);

  async function withCall(use: (loaded: CallParts) => void | Promise<void>): Promise<void> {
    try {
      const loaded = await loadCall();
      setFailed(false);
      await use(loaded);
    } catch {
      setFailed(true);
    }
  }

  useEffect(() => {
    if (rejoin === null) return;
    void withCall(async (loaded) => {
      if (rejoin.camera || rejoin.microphone) await media.start(rejoin);
      loaded.session.hideAddress(rejoin.hidesAddress);
      loaded.session.knock(rejoin.name, rejoin.consent);
      setParts(loaded);
    });
  }, []);

  // The rest is loaded at the first touch, when the lobby has been seen. Only the session knows whether a device
  // that comes by its link is a remembered one, and what was agreed to on it.
  useEffect(() => {
    let stops: readonly (() => void)[] = [];
    const preload = (): void => {
      for (const event of FIRST_TOUCH) removeEventListener(event, preload);
      loadCall().then(
        ({ session }) => {
          if (session.remembered.get()) setRemembered(true);
          // It may not have read yet what this device remembers.
          if (session.consent.get() !== null) setConsent(session.consent.get());
          stops = [
            session.remembered.subscribe(setRemembered),
            session.consent.subscribe(setConsent),
            session.isWithdrawalHeard.subscribe(setHeard),
          ];
        },
        () => {},
      );
    };
    for (const event of FIRST_TOUCH) addEventListener(event, preload);
    return () => {
      for (const event of FIRST_TOUCH) removeEventListener(event, preload);
      for (const stop of stops) stop();
    };
  }, []);

  const knock = (called: string, given: Consent): void => {
    setName(called);
    void withCall((loaded) => {
      loaded.session.hideAddress(hidesAddress);
      loaded.session.knock(called, given);
      setParts(loaded);
    });
  };
  const remember = (on: boolean): void => {
    setRemembered(on);
    void withCall(async ({ session }) => {
      await session.remember(on);
      setRemembered(session.remembered.get());
    });
  };

  const lobby = () => (
    <Lobby
      media={media}
      remembered={isRemembered}
      hasFailed={hasFailed}
      consent={consent}
      isWithdrawalHeard={isHeard}
      onWithdraw={() => void withCall(({ session }) => session.withdraw())}
      hidesAddress={hidesAddress}
      onHideAddress={setHidesAddress}
      onRemember={remember}
      onKnock={knock}
      onLanguage={onLanguage}
    />
  );
  if (parts === null) return lobby();
  return (
    <Running
      {...parts}
      media={media}
      name={name}
      onLanguage={onLanguage}
      onLobby={() => setParts(null)}
      lobby={lobby}
    />
  );
}
