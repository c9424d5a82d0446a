import { EyeOff, Move, VideoOff } from "lucide";
import { useRef, useState } from "preact/hooks";
import type { LocalMediaView } from "../../call/call-view.ts";
import { Icon } from "../../ui/icon.tsx";
import { text } from "../../ui/language.ts";
import { Video } from "../../ui/video.tsx";

const CORNERS = ["top-right", "bottom-right", "bottom-left", "top-left"] as const;
type Corner = (typeof CORNERS)[number];

const nextCorner = (corner: Corner): Corner =>
  CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? "top-right";

interface Drag {
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
}

interface SelfViewProps {
  readonly view: LocalMediaView;
  readonly hidden: boolean;
  readonly onHide: () => void;
}

/** The own picture: dragged to a corner, or moved there by a button; or hidden. */
export function SelfView({ view, hidden, onHide }: SelfViewProps) {
  const words = text().call.own;
  const [corner, setCorner] = useState<Corner>("top-right");
  const element = useRef<HTMLElement>(null);
  const drag = useRef<Drag | null>(null);
  if (hidden) return null;

  function shift(x: number, y: number): void {
    if (element.current !== null) element.current.style.translate = `${x}px ${y}px`;
  }
  function start(event: PointerEvent): void {
    if (event.target instanceof Element && event.target.closest("button") !== null) return;
    drag.current = { pointerId: event.pointerId, x: event.clientX, y: event.clientY };
    element.current?.setPointerCapture(event.pointerId);
  }
  function move(event: PointerEvent): void {
    const from = drag.current;
    if (from?.pointerId !== event.pointerId) return;
    shift(event.clientX - from.x, event.clientY - from.y);
  }
  function drop(event: PointerEvent): void {
    const from = drag.current;
    drag.current = null;
    const stage = element.current?.parentElement?.getBoundingClientRect();
    const own = element.current?.getBoundingClientRect();
    shift(0, 0);
    if (from === null || stage === undefined || own === undefined) return;
    if (event.type === "pointercancel") return;
    const isTop = own.top + own.height / 2 < stage.top + stage.height / 2;
    const isLeft = own.left + own.width / 2 < stage.left + stage.width / 2;
    setCorner(`${isTop ? "top" : "bottom"}-${isLeft ? "left" : "right"}`);
  }

  return (
    <section
      ref={element}
      class={`self ${corner}`}
      aria-label={words.label}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={drop}
    >
      {view.preview !== null ? (
        <Video stream={view.preview} label={words.label} kind="picture" muted mirrored />
      ) : (
        <div class="self-empty">
          <Icon node={VideoOff} size={28} />
          <span class="small">{text().call.cameraOff}</span>
        </div>
      )}
      <div class="self-buttons">
        <button
          type="button"
          class="icon-button"
          aria-label={words.move}
          title={words.move}
          onClick={() => setCorner(nextCorner(corner))}
        >
          <Icon node={Move} size={20} />
        </button>
        <button type="button" class="icon-button" aria-label={words.hide} title={words.hide} onClick={onHide}>
          <Icon node={EyeOff} size={20} />
        </button>
      </div>
    </section>
  );
}
