import { SendHorizontal } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ChatMessage, PeerActions, PeerView } from "../../call/call-view.ts";
import { Button } from "../../ui/button.tsx";
import { formatTime, text } from "../../ui/language.ts";
import { Panel } from "./panel.tsx";

function Message({ message, name }: { readonly message: ChatMessage; readonly name: string }) {
  const words = text().chat;
  const isOwn = message.from === "self";
  return (
    <li class={`message ${isOwn ? "own" : "theirs"}`}>
      <p class="message-head small soft">
        {isOwn ? words.you : name}, {formatTime(message.at)}
      </p>
      <p class="message-text">{message.text}</p>
      {isOwn && <p class="small soft">{message.delivered ? words.delivered : words.pending}</p>}
    </li>
  );
}

interface ChatPanelProps {
  readonly peers: readonly PeerView[];
  readonly nameOf: (peer: PeerView) => string;
  readonly actions: PeerActions;
  readonly onClose: () => void;
}

/** Lines from device to device; they are kept nowhere. */
export function ChatPanel({ peers, nameOf, actions, onClose }: ChatPanelProps) {
  const words = text().chat;
  const [draft, setDraft] = useState("");
  const [hasFailed, setFailed] = useState(false);
  const end = useRef<HTMLLIElement>(null);
  const messages = peers
    .flatMap((peer) => peer.chat.map((message) => ({ message, name: nameOf(peer) })))
    .toSorted((a, b) => a.message.at - b.message.at);

  useEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [messages.length]);

  function send(): void {
    const line = draft.trim();
    const wasSent = peers.map((peer) => actions.sendChat(peer.id, line)).some((sent) => sent);
    setFailed(!wasSent);
    if (wasSent) setDraft("");
  }

  return (
    <Panel title={words.title} onClose={onClose}>
      <div class="chat">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard too. */}
        <div class="chat-log" role="log" aria-live="polite" aria-label={words.log} tabIndex={0}>
          {messages.length === 0 && <p class="soft">{words.empty}</p>}
          <ul>
            {messages.map(({ message, name }) => (
              <Message key={message.key} message={message} name={name} />
            ))}
            <li ref={end} class="chat-end" aria-hidden="true" />
          </ul>
        </div>
        {hasFailed && (
          <p class="error" role="alert">
            {words.failed}
          </p>
        )}
        <form
          class="chat-form"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <label class="field grow">
            <span class="small">{words.label}</span>
            <textarea
              rows={2}
              value={draft}
              onInput={(event) => setDraft(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
                event.preventDefault();
                send();
              }}
            />
          </label>
          <Button kind="main" type="submit" icon={SendHorizontal}>
            {words.send}
          </Button>
        </form>
      </div>
    </Panel>
  );
}
