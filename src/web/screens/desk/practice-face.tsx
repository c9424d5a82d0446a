import { ImageUp, Trash2 } from "lucide";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PracticeLogo } from "../../../protocol/sealed.ts";
import { type LogoRefusal, readLogo } from "../../practice/logo.ts";
import { Button } from "../../ui/button.tsx";
import { PhoneHelp } from "../phone-help.tsx";
import { PracticeHead } from "../practice-head.tsx";
import { deskText } from "./desk-text.ts";

interface PracticeFaceProps {
  readonly name: string;
  readonly phone: string;
  readonly logo: PracticeLogo | null;
  /** Keeps the picture, or with null removes it. */
  readonly onLogo: (logo: PracticeLogo | null) => Promise<void>;
}

type Step =
  | { readonly step: "idle" | "working" | "done" | "removed" | "failed" }
  | { readonly step: "refused"; readonly why: LogoRefusal };

/** An address for the picture, as long as it is shown. */
function useAddress(logo: PracticeLogo | null): string | null {
  // Every change in the practice reads the settings anew; the same picture keeps its address.
  const key = logo === null ? "" : `${logo.type}.${logo.bytes.join()}`;
  const address = useMemo(
    () =>
      logo === null ? null : URL.createObjectURL(new Blob([logo.bytes], { type: `image/${logo.type}` })),
    [key],
  );
  useEffect(
    () => () => {
      if (address !== null) URL.revokeObjectURL(address);
    },
    [address],
  );
  return address;
}

/** What a waiting client will see, and the way to a logo. */
export function PracticeFace({ name, phone, logo, onLogo }: PracticeFaceProps) {
  const words = deskText().face;
  const [state, setState] = useState<Step>({ step: "idle" });
  const field = useRef<HTMLInputElement>(null);
  const address = useAddress(logo);

  async function keep(next: PracticeLogo | null): Promise<void> {
    try {
      await onLogo(next);
      setState({ step: next === null ? "removed" : "done" });
    } catch {
      setState({ step: "failed" });
    }
  }

  async function choose(file: File): Promise<void> {
    setState({ step: "working" });
    const result = await readLogo(file);
    if (result.ok) await keep(result.logo);
    else setState({ step: "refused", why: result.why });
  }

  const isEmpty = name === "" && logo === null && phone === "";
  return (
    <section class="card stack" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p>{words.intro}</p>
      <figure class="face-preview">
        <figcaption class="soft small">{words.preview}</figcaption>
        {isEmpty ? <p class="soft">{words.empty}</p> : <PracticeHead practice={{ name, logo: address }} />}
        <PhoneHelp phone={phone} />
      </figure>
      <input
        ref={field}
        class="visually-hidden"
        type="file"
        name="logo"
        accept="image/png,image/jpeg,image/svg+xml,.png,.jpg,.jpeg,.svg"
        aria-label={words.logo}
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file, mended, may be chosen once more.
          if (file !== undefined) void choose(file);
          event.currentTarget.value = "";
        }}
      />
      <div class="row">
        <Button icon={ImageUp} disabled={state.step === "working"} onClick={() => field.current?.click()}>
          {logo === null ? words.choose : words.change}
        </Button>
        {logo !== null && (
          <Button kind="plain" icon={Trash2} onClick={() => void keep(null)}>
            {words.remove}
          </Button>
        )}
      </div>
      <p role="status" class={state.step === "refused" || state.step === "failed" ? "error" : "strong"}>
        {state.step === "idle" ? "" : state.step === "refused" ? words.refused[state.why] : words[state.step]}
      </p>
      <p class="soft small">{words.hint}</p>
    </section>
  );
}
