/** The application's sign: a speech bubble with a check mark. */
export function Mark({ size = 36 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 512 512" aria-hidden className="shrink-0">
      <rect width="512" height="512" rx="112" className="fill-accent" />
      <path
        d="M128 152a40 40 0 0 1 40-40h176a40 40 0 0 1 40 40v144a40 40 0 0 1-40 40H248l-72 64v-64h-8a40 40 0 0 1-40-40z"
        className="fill-accent-ink"
      />
      <path
        d="m192 226 46 46 84-90"
        fill="none"
        strokeWidth="36"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-accent"
      />
    </svg>
  );
}
