"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type Filters, readFilters, writeFilters } from "./filters";

/** The filters in the page's address. Changing them adds no step to the browser's history. */
export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const query = useSearchParams();
  const filters = useMemo(() => readFilters(new URLSearchParams(query)), [query]);
  const change = useCallback(
    (changed: Partial<Filters>) => {
      const written = writeFilters({ ...filters, ...changed });
      window.history.replaceState(null, "", written ? `?${written}` : window.location.pathname);
    },
    [filters],
  );
  return [filters, change];
}
