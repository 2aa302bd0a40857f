"use client";

import { useEffect } from "react";

/**
 * Lets the page open without a connection. It fetches the page once more to keep it: that waits until the page itself is
 * there. In development it would only serve yesterday's code.
 */
export function useServiceWorker(): void {
  useEffect(() => {
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) {
      return;
    }
    const register = () =>
      void navigator.serviceWorker.register("/sw.js").catch((error: unknown) => console.warn("no offline view:", error));
    if (document.readyState === "complete") {
      register();
      return;
    }
    window.addEventListener("load", register);
    return () => window.removeEventListener("load", register);
  }, []);
}
