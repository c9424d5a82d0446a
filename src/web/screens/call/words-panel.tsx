import { ShieldCheck } from "lucide";
import { useState } from "preact/hooks";
import { WORDS } from "../../../e2ee/words.ts";
import type { PeerActions, PeerView, Verification } from "../../call/call-view.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { language, text } from "../../ui/language.ts";
import { Panel } from "./panel.tsx";

/** Offered once per device, and gone with a press: never a wall before the conversation. */
export function WordsOffer(props: {
  readonly verification: Verification;
  readonly onCompare: () => void;
  readonly onLater: () => void;
}) {
  const words = text().words;
  if (props.verification.status !== "new") return null;
  return (
    <section class="float words-offer" aria-label={words.offer}>
      <div class="with-icon top">
        <Icon node={ShieldCheck} />
        <div>
          <p class="strong">{words.offer}</p>
          <p class="soft small">{words.offerText}</p>
        </div>
      </div>
      <div class="row">
        <Button kind="main" onClick={props.onCompare}>
          {text().truth.showWords}
        </Button>
        <Button kind="plain" onClick={props.onLater}>
          {words.later}
        </Button>
      </div>
    </section>
  );
}

function FourWords({ verification }: { readonly verification: Verification }) {
  const column = language.value === "de" ? 0 : 1;
  return (
    <ol class="words" aria-label={text().words.list}>
      {verification.words.map((index, position) => (
        <li key={position}>{WORDS[index]?.[column] ?? ""}</li>
      ))}
    </ol>
  );
}

function Sure({ onYes, onNo }: { readonly onYes: () => void; readonly onNo: () => void }) {
  const words = text().words;
  return (
    <div class="stack" role="alert">
      <p class="strong">{words.sure}</p>
      <p>{words.sureText}</p>
      <div class="row">
        <Button kind="danger" onClick={onYes}>
          {words.sureYes}
        </Button>
        <Button onClick={onNo}>{words.sureNo}</Button>
      </div>
    </div>
  );
}

interface WordsPanelProps {
  readonly side: "host" | "guest";
  readonly peer: PeerView;
  readonly actions: PeerActions;
  readonly onClose: () => void;
}

export function WordsPanel({ side, peer, actions, onClose }: WordsPanelProps) {
  const words = text().words;
  const [hasDigits, setDigits] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const answer = (match: boolean | null): void => {
    actions.verify(peer.id, match);
    onClose();
  };
  return (
    <Panel title={words.title} onClose={onClose}>
      {hasDigits ? (
        <p class="digits">
          <span class="visually-hidden">{words.digits}: </span>
          {peer.verification.digits}
        </p>
      ) : (
        <FourWords verification={peer.verification} />
      )}
      {isAsking ? (
        <Sure onYes={() => answer(false)} onNo={() => setAsking(false)} />
      ) : (
        <>
          <p>{words.how[side]}</p>
          <div class="row">
            <Button kind="main" onClick={() => answer(true)}>
              {words.match}
            </Button>
            <Button onClick={() => setAsking(true)}>{words.noMatch}</Button>
            <Button
              kind="plain"
              onClick={() => (peer.verification.status === "new" ? answer(null) : onClose())}
            >
              {words.later}
            </Button>
          </div>
        </>
      )}
      <Button kind="plain" onClick={() => setDigits(!hasDigits)}>
        {hasDigits ? words.asWords : words.asDigits}
      </Button>
    </Panel>
  );
}
