import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { GuestSession, LocalMedia } from "../call/call-view.ts";
import { keepAwake } from "../ui/keep-awake.ts";
import { type Language, text } from "../ui/language.ts";
import { useObservable } from "../ui/use-observable.ts";
import { After } from "./after.tsx";
import type { CallScreenProps } from "./call/call-screen.tsx";
import type { GivenConsent } from "./consent.tsx";
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
  /** A page that was loaded anew in a call knocks again by itself. */
  readonly rejoin: { readonly name: string; readonly microphone: boolean; readonly camera: boolean } | null;
  readonly onLanguage: (next: Language) => void;
}

interface RunningProps extends CallParts {
  readonly media: LocalMedia;
  readonly consent: GivenConsent | null;
  readonly onLanguage: (next: Language) => void;
  readonly lobby: () => preact.ComponentChild;
}

function Running({ session, CallScreen, media, consent, onLanguage, lobby }: RunningProps) {
  const view = useObservable(session.view);
  const isInCall = (view.phase === "live" || view.phase === "reconnecting") && view.host !== null;
  useEffect(() => {
    if (isInCall) document.title = `${text().call.title} · ${text().product}`;
  }, [isInCall]);
  // Also while waiting: a phone that sleeps would not hear the therapist.
  const isAwake = view.phase !== "lobby" && view.phase !== "ended";
  useEffect(() => (isAwake ? keepAwake() : undefined), [isAwake]);

  if (view.phase === "lobby") return <>{lobby()}</>;
  if (view.ended !== null) {
    return (
      <After
        ended={view.ended}
        phone={view.practice?.phone ?? null}
        consent={consent}
        onAgain={session.restart}
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
      />
    );
  }
  return (
    <Waiting
      view={view}
      media={media}
      onKnockAgain={session.knockAgain}
      onLeave={session.leave}
      onLanguage={onLanguage}
    />
  );
}

/** The client's way: lobby, waiting, call, after. */
export function GuestApp({ media, loadCall, remembered, rejoin, onLanguage }: GuestAppProps) {
  const [parts, setParts] = useState<CallParts | null>(null);
  const [consent, setConsent] = useState<GivenConsent | null>(null);
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
      loaded.session.knock(rejoin.name);
      setParts(loaded);
    });
  }, []);

  // The rest is loaded at the first touch, when the lobby has been seen. Only the session knows whether a device
  // that comes by its link is a remembered one.
  useEffect(() => {
    let stop = (): void => {};
    const preload = (): void => {
      for (const event of FIRST_TOUCH) removeEventListener(event, preload);
      loadCall().then(
        ({ session }) => {
          if (session.remembered.get()) setRemembered(true);
          stop = session.remembered.subscribe(setRemembered);
        },
        () => {},
      );
    };
    for (const event of FIRST_TOUCH) addEventListener(event, preload);
    return () => {
      for (const event of FIRST_TOUCH) removeEventListener(event, preload);
      stop();
    };
  }, []);

  const knock = (name: string): void => {
    setConsent({ name, at: Date.now() });
    void withCall((loaded) => {
      loaded.session.knock(name);
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
      onRemember={remember}
      onKnock={knock}
      onLanguage={onLanguage}
    />
  );
  if (parts === null) return lobby();
  return <Running {...parts} media={media} consent={consent} onLanguage={onLanguage} lobby={lobby} />;
}
