// Device and connection, looked at before a call: what is found stands in sentences, one below the other.
import { Check, CircleAlert, CircleHelp, Copy, Ear, EarOff, LoaderCircle, Minus, Volume2 } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { LocalMedia, Observable } from "../../call/call-view.ts";
import {
  type CheckView,
  type Finding,
  type Grade,
  gradeOf,
  gradeOfAll,
  STEPS,
  type StepName,
} from "../../check/check-view.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatDateTime, type Language } from "../../ui/language.ts";
import { LevelMeter } from "../../ui/level-meter.tsx";
import { Page } from "../../ui/page.tsx";
import { playTestTone } from "../../ui/sounds.ts";
import { useObservable } from "../../ui/use-observable.ts";
import { Video } from "../../ui/video.tsx";
import { checkText, report, tell } from "./check-text.ts";

const ICONS = {
  good: Check,
  warning: CircleAlert,
  failed: CircleAlert,
  unknown: CircleHelp,
  running: LoaderCircle,
  waiting: Minus,
} as const;

export interface CheckScreenProps {
  readonly view: Observable<CheckView>;
  readonly media: LocalMedia;
  readonly start: () => void;
  readonly answer: (isHeard: boolean) => void;
  readonly stop: () => void;
  /** Checked as a therapist who is signed in. */
  readonly isTherapist: boolean;
  readonly onLanguage: (next: Language) => void;
}

/** The person is asked, since nobody else can hear it. */
function Speaker({ media, answer }: Pick<CheckScreenProps, "media" | "answer">) {
  const words = checkText().steps.speaker;
  const play = (): void => playTestTone(media.view.get().speakerId);
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    play();
    first.current?.querySelector("button")?.focus();
  }, []);
  return (
    <div class="stack tight" ref={first}>
      <div class="row">
        <Button icon={Ear} onClick={() => answer(true)}>
          {words.yes}
        </Button>
        <Button icon={EarOff} onClick={() => answer(false)}>
          {words.no}
        </Button>
      </div>
      <div>
        <Button kind="plain" icon={Volume2} onClick={play}>
          {words.play}
        </Button>
      </div>
    </div>
  );
}

interface RowProps extends Pick<CheckScreenProps, "media" | "answer"> {
  readonly name: StepName;
  readonly finding: Finding | null;
  readonly isRunning: boolean;
  /** The browser asks for the devices just now. */
  readonly isAsking: boolean;
}

function Row({ name, finding, isRunning, isAsking, media, answer }: RowProps) {
  const words = checkText();
  const grade: Grade | null = finding === null ? null : gradeOf(finding);
  const state = grade ?? (isRunning ? "running" : "waiting");
  const told = finding === null ? null : tell(finding);
  const label = grade !== null ? words.grades[grade] : isRunning ? words.isRunning : words.waiting;
  const { steps } = words;
  return (
    <li class={`check-row ${state}`} aria-current={isRunning ? "step" : undefined}>
      <Icon node={ICONS[state]} size={24} />
      <div class="stack tight">
        <h2>
          {steps[name].title}
          <span class={state === "waiting" ? "visually-hidden" : "check-state"}>{label}</span>
        </h2>
        {isRunning && <p>{isAsking ? words.asking : steps[name].running}</p>}
        {isRunning && name === "microphone" && !isAsking && (
          <LevelMeter
            level={media.level}
            label={steps.microphone.level}
            heard={steps.microphone.levelHeard}
            quiet={steps.microphone.levelQuiet}
          />
        )}
        {isRunning && name === "speaker" && <Speaker media={media} answer={answer} />}
        {told !== null && <p>{told.says}</p>}
        {told !== null && told.advice !== null && (
          <p class="soft">
            <span class="strong">{words.advice}</span> {told.advice}
          </p>
        )}
      </div>
    </li>
  );
}

function Result({ findings, start }: { readonly findings: readonly Finding[]; readonly start: () => void }) {
  const words = checkText();
  const grade = gradeOfAll(findings);
  const [copied, setCopied] = useState<"no" | "yes" | "refused">("no");
  const heading = useRef<HTMLParagraphElement>(null);
  const written = report(findings, formatDateTime(Date.now()), words.ready[grade]);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class={`card stack check-result ${grade}`}>
      <p class="lead strong with-icon top" ref={heading} tabIndex={-1}>
        <Icon node={ICONS[grade]} size={28} />
        <span>{words.ready[grade]}</span>
      </p>
      <div class="row">
        <Button
          icon={Copy}
          onClick={() => {
            navigator.clipboard.writeText(written).then(
              () => setCopied("yes"),
              () => setCopied("refused"),
            );
          }}
        >
          {words.copy}
        </Button>
        <Button kind="plain" onClick={start}>
          {words.again}
        </Button>
      </div>
      <p role="status" class="soft small">
        {copied === "yes" ? words.copied : copied === "refused" ? words.notCopied : ""}
      </p>
      {copied === "refused" && <pre class="check-report">{written}</pre>}
    </section>
  );
}

/** The screen of `/check`. */
export function CheckScreen(props: CheckScreenProps) {
  const { media, start, answer, stop, isTherapist, onLanguage } = props;
  const words = checkText();
  const view = useObservable(props.view);
  const devices = useObservable(media.view);
  const findingOf = (name: StepName): Finding | null =>
    view.findings.find(({ step }) => step === name) ?? null;
  const isFresh = view.running === null && !view.isDone;
  const isAsking = devices.microphone === "asking" || devices.camera === "asking";
  const last = view.findings.at(-1);
  // What is found and what comes next, once for a screen reader; whoever sees has the list.
  const aloud = [
    ...(last === undefined ? [] : [`${words.steps[last.step].title}: ${tell(last).says}`]),
    ...(view.running === null ? [] : [words.steps[view.running].running]),
  ].join(" ");
  return (
    <Page title={words.title} onLanguage={onLanguage}>
      {isFresh ? (
        <div class="stack">
          <p class="lead">{words.lead}</p>
          <p class="soft">{words.facts}</p>
          {isTherapist && <p class="soft">{words.forTherapist}</p>}
          <Button kind="main" wide onClick={start}>
            {words.start}
          </Button>
        </div>
      ) : (
        <p class="visually-hidden" role="status">
          {aloud}
        </p>
      )}
      {view.isDone && <Result findings={view.findings} start={start} />}
      {devices.preview !== null && !view.isDone && (
        <div class="check-picture">
          <Video stream={devices.preview} label={words.steps.camera.picture} kind="picture" muted mirrored />
        </div>
      )}
      <ol class="check-list" aria-label={words.list}>
        {STEPS.map((name) => (
          <Row
            key={name}
            name={name}
            finding={findingOf(name)}
            isRunning={view.running === name}
            isAsking={isAsking}
            media={media}
            answer={answer}
          />
        ))}
      </ol>
      {view.running !== null && (
        <div>
          <Button kind="plain" onClick={stop}>
            {words.stop}
          </Button>
        </div>
      )}
      {view.isDone && <p class="soft">{words.back}</p>}
    </Page>
  );
}
