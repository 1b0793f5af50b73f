"use client";

import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/Button";
import { Select } from "@/components/ui/Select";
import { TextField } from "@/components/ui/TextField";
import { fieldErrors, modelFormSchema, type ModelForm as Values } from "@/lib/validation/models";

const MODALITIES = ["text", "vision", "audio", "multimodal", "embedding"] as const;

type ModelFormProps = {
  initial: Values;
  submitLabel: string;
  onSubmit: (values: Values) => Promise<void>;
};

/** The fields of a model, checked before they are sent. */
export function ModelForm({ initial, submitLabel, onSubmit }: ModelFormProps) {
  const [values, setValues] = useState<Values>(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const checked = modelFormSchema.safeParse(values);
    if (!checked.success) {
      setErrors(fieldErrors(checked.error));
      return;
    }
    setErrors({});
    setBusy(true);
    await onSubmit(checked.data).finally(() => setBusy(false));
  }

  function number(text: string): number | undefined {
    return text === "" ? undefined : Number(text);
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label="Name"
        value={values.name}
        error={errors["name"]}
        onChange={(event) => setValues({ ...values, name: event.target.value })}
      />
      <TextField
        label="Summary"
        value={values.summary}
        error={errors["summary"]}
        onChange={(event) => setValues({ ...values, summary: event.target.value })}
      />
      <Select
        label="Modality"
        value={values.modality}
        options={MODALITIES.map((value) => ({ value, label: value }))}
        onChange={(modality) => modality !== "" && setValues({ ...values, modality })}
      />
      <TextField
        label="Licence"
        value={values.license}
        error={errors["license"]}
        onChange={(event) => setValues({ ...values, license: event.target.value })}
      />
      <TextField
        label="Parameters (billions)"
        inputMode="decimal"
        value={values.parameter_count_b ?? ""}
        error={errors["parameter_count_b"]}
        onChange={(event) =>
          setValues({ ...values, parameter_count_b: number(event.target.value) })
        }
      />
      <Button type="submit" variant="primary" busy={busy}>
        {submitLabel}
      </Button>
    </form>
  );
}
