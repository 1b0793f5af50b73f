import { useId } from "react";

type SelectProps<Value extends string> = {
  label: string;
  value: Value | "";
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value | "") => void;
  anyLabel?: string;
};

/** A labelled choice; with `anyLabel` it can be left open. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  anyLabel,
}: SelectProps<Value>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {anyLabel !== undefined && <option value="">{anyLabel}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
