import { expect, it } from "vitest";
import { formatContextWindow, formatCount, formatDay, formatParameters } from "@/lib/format/core";

it("formats sizes", () => {
  expect([formatParameters(7), formatParameters(0.35), formatParameters(undefined)]).toEqual([
    "7B",
    "350M",
    "n/a",
  ]);
});

it("formats context windows", () => {
  expect([formatContextWindow(131_072), formatContextWindow(512)]).toEqual([
    "128K tokens",
    "512 tokens",
  ]);
  expect(formatContextWindow(undefined)).toBe("n/a");
});

it("formats days and counts", () => {
  expect(formatDay(0)).toBe("1970-01-01");
  expect([formatCount(999), formatCount(1500), formatCount(1_234_567)]).toEqual([
    "999",
    "1.5K",
    "1.2M",
  ]);
});
