"use client";

import { useEffect } from "react";

/** Lets the page open without a connection. In development it would only serve yesterday's code. */
export function useServiceWorker(): void {
  useEffect(() => {
    if (process.env.NODE_ENV === "production" && "serviceWorker" in navigator) {
      navigator.serviceWorker.register("/sw.js").catch((error: unknown) => console.warn("no offline view:", error));
    }
  }, []);
}
