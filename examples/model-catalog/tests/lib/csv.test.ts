import { describe, expect, it } from "vitest";
import { parseCsv, toCsv } from "@/lib/csv/core";

describe("toCsv", () => {
  it("quotes commas, quotes and line ends", () => {
    expect(toCsv(["a"], [['x,"y"'], ["1\n2"]])).toBe('a\r\n"x,""y"""\r\n"1\n2"\r\n');
  });

  it("leaves empty cells empty and numbers bare", () => {
    expect(toCsv(["a", "b", "c"], [[null, undefined, 1.5]])).toBe("a,b,c\r\n,,1.5\r\n");
  });

  it("makes formulas harmless", () => {
    expect(toCsv(["a"], [["=SUM(A1)"]])).toBe("a\r\n'=SUM(A1)\r\n");
  });
});

describe("parseCsv", () => {
  it("reads back what toCsv wrote", () => {
    const rows = [
      ["name", "note"],
      ["Aurora", 'says "hi", twice'],
      ["Nova", "two\nlines"],
    ];
    expect(parseCsv(toCsv(rows[0] ?? [], rows.slice(1)))).toEqual(rows);
  });

  it("takes a last line without an end", () => {
    expect(parseCsv("a,b\n1,2")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });
});
