import type { PracticeView } from "../call/call-view.ts";
import { text } from "../ui/language.ts";

/** Who is inviting: the picture on a light ground, as most are drawn for paper, and the name below it. */
export function PracticeHead({
  practice,
}: {
  readonly practice: Pick<PracticeView, "name" | "logo"> | null;
}) {
  if (practice === null || (practice.name === "" && practice.logo === null)) return null;
  const { name, logo } = practice;
  return (
    <div class="practice-head">
      {logo !== null && <img src={logo} alt={name === "" ? text().waiting.logo : name} />}
      {/* The picture's description says it already. */}
      {name !== "" && <p aria-hidden={logo !== null}>{name}</p>}
    </div>
  );
}
