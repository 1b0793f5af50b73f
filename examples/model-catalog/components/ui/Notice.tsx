import clsx from "clsx";

type NoticeProps = { tone: "success" | "error"; text: string };

/** The outcome of the last action, read out by screen readers. */
export function Notice({ tone, text }: NoticeProps) {
  return (
    <p role={tone === "error" ? "alert" : "status"} className={clsx("notice", `notice-${tone}`)}>
      {text}
    </p>
  );
}
