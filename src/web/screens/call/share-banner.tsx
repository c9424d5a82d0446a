import { ScreenShare } from "lucide";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { text } from "../../ui/language.ts";

/** As long as the own screen is shown, it is said, and one press ends it. */
export function ShareBanner({ onStop }: { readonly onStop: () => void }) {
  const words = text().call;
  return (
    <div class="float share-banner" role="status">
      <Icon node={ScreenShare} />
      <span>{words.ownScreen}</span>
      <Button onClick={onStop}>{words.stopScreen}</Button>
    </div>
  );
}
