import clsx from "clsx";
import type { ButtonHTMLAttributes } from "react";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  variant?: "primary" | "secondary" | "danger";
  busy?: boolean;
};

/** A button that can say that its work is under way. */
export function Button({
  variant = "secondary",
  busy = false,
  className,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx("button", `button-${variant}`, className)}
      disabled={disabled === true || busy}
      aria-busy={busy}
      {...rest}
    />
  );
}
