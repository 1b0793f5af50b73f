import clsx from "clsx";
import type { ReactNode } from "react";

type BadgeProps = {
  tone: "neutral" | "good" | "warning" | "bad";
  children: ReactNode;
};

/** A short state beside a name; the text carries the meaning, the colour only helps. */
export function Badge({ tone, children }: BadgeProps) {
  return <span className={clsx("badge", `badge-${tone}`)}>{children}</span>;
}
