import { encode } from "uqr";

/** A QR code as one drawing; dark on white in every colour scheme, because cameras expect it. */
export function QrCode({ content, label }: { readonly content: string; readonly label: string }) {
  const { size, data } = encode(content, { ecc: "M", border: 4 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
