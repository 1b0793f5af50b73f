"use client";

import { useCallback } from "react";

/** Hands a text to the browser as a file. */
export function useDownload() {
  return useCallback((filename: string, text: string, type = "text/csv;charset=utf-8") => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = filename;
    link.click();
    URL.revokeObjectURL(url);
  }, []);
}
