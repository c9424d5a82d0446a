import { Check, CircleAlert } from "lucide";
import type { PeerView } from "../../call/call-view.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatDate, text } from "../../ui/language.ts";
import { Panel } from "./panel.tsx";
import { PathText } from "./path-text.tsx";
import { isCompared } from "./truth-line.tsx";

const BARS = [1, 2, 3, 4] as const;

function Quality({ label, level }: { readonly label: string; readonly level: PeerView["quality"] }) {
  return (
    <div class="quality">
      <dt>{label}</dt>
      <dd>
        <span class="bars" aria-hidden="true">
          {BARS.map((bar) => (
            <span key={bar} class={bar <= level ? "bar-full" : "bar-empty"} />
          ))}
        </span>
        <span>{text().truth.quality[level]}</span>
      </dd>
    </div>
  );
}

function advice(peer: PeerView): string {
  const words = text().truth;
  const isWeak = (level: number): boolean => level === 1 || level === 2;
  if (isWeak(peer.quality)) return words.adviceHere;
  return isWeak(peer.peerQuality) ? words.adviceThere : words.adviceGood;
}

function comparison({ verification }: PeerView): string {
  const words = text().truth;
  if (verification.status === "compared") return words.statusCompared;
  if (verification.status === "known" && verification.comparedAt !== null) {
    return words.statusKnown(formatDate(verification.comparedAt));
  }
  return words.statusNew;
}

/** The details behind the truth line, in words that people use. */
export function TruthPanel(props: {
  readonly peer: PeerView;
  readonly onWords: () => void;
  readonly onClose: () => void;
}) {
  const { peer, onWords, onClose } = props;
  const words = text().truth;
  return (
    <Panel title={words.title} onClose={onClose}>
      <p>{words.encryptedText}</p>
      <h3>{words.wordsTitle}</h3>
      <p class="with-icon top">
        <Icon node={isCompared(peer) ? Check : CircleAlert} size={20} />
        <span>{comparison(peer)}</span>
      </p>
      <Button onClick={onWords}>{words.showWords}</Button>
      <h3>{words.pathTitle}</h3>
      <PathText peer={peer} />
      <h3>{words.qualityTitle}</h3>
      <dl class="qualities">
        <Quality label={words.qualityHere} level={peer.quality} />
        <Quality label={words.qualityThere} level={peer.peerQuality} />
      </dl>
      <p class="soft">{advice(peer)}</p>
    </Panel>
  );
}
