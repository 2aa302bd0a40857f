import { tokenIsFresh } from "./token";

/** No answer, or one of a proxy whose server has just gone: another attempt may well reach one that serves. */
const PASSING = [0, 502, 503, 504];

/** Before another attempt, where the answer names no time. */
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/** An answer that is no success. */
export class ApiError extends Error {
  constructor(
    /** 0 where there was no answer at all. */
    readonly status: number,
    readonly detail: string,
    readonly retryAfterSeconds: number,
  ) {
    super(detail || `status ${status}`);
  }

  get passes(): boolean {
    return PASSING.includes(this.status);
  }
}

interface Options {
  readonly body?: unknown;
  /** The request's own name (Idempotency-Key). The backend does one of a name once, so it may be sent again. */
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** The backend's interface for the person who is signed in. Fetches short-lived tokens as they are needed. */
export class Api {
  private token: string | null = null;
  private fetching: Promise<string> | null = null;

  constructor(
    private readonly userId: string,
    private readonly signedOut: () => void,
  ) {}

  async json<T>(method: string, path: string, options: Options = {}): Promise<T> {
    const response = await this.open(method, path, options);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /** The answer itself, once it is known to be a success. A request with a key has a second attempt. */
  async open(method: string, path: string, options: Options = {}): Promise<Response> {
    try {
      return await this.attempt(method, path, options);
    } catch (error) {
      if (options.key === undefined || !(error instanceof ApiError) || !error.passes) {
        throw error;
      }
      await pauseAfter(error, options.signal);
      return this.attempt(method, path, options);
    }
  }

  private async attempt(method: string, path: string, options: Options): Promise<Response> {
    let response = await this.send(method, path, options, await this.currentToken());
    if (response.status === 401) {
      // Keys may have changed since: one fresh token, one more try.
      this.token = null;
      response = await this.send(method, path, options, await this.currentToken());
    }
    if (!response.ok) {
      throw await failure(response);
    }
    return response;
  }

  private async send(method: string, path: string, options: Options, token: string): Promise<Response> {
    const headers: Record<string, string> = {
      accept: "application/json",
      authorization: `Bearer ${token}`,
      // In which "today" and "6 pm" are meant.
      "x-time-zone": Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...options.headers,
    };
    if (options.key !== undefined) {
      headers["idempotency-key"] = options.key;
    }
    if (options.body !== undefined) {
      headers["content-type"] = "application/json";
    }
    return answer(`/api/${encodeURIComponent(this.userId)}${path}`, {
      method,
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  }

  private async currentToken(): Promise<string> {
    if (this.token !== null && tokenIsFresh(this.token, Date.now())) {
      return this.token;
    }
    this.fetching ??= this.fetchToken().finally(() => {
      this.fetching = null;
    });
    return this.fetching;
  }

  private async fetchToken(): Promise<string> {
    const response = await answer("/api/auth/token", {});
    if (response.status === 401) {
      this.signedOut();
    }
    if (!response.ok) {
      throw await failure(response);
    }
    const { token } = (await response.json()) as { token: string };
    this.token = token;
    return token;
  }
}

async function answer(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }
    throw new ApiError(0, "", 0);
  }
}

/** Waits before another attempt; rejects when nobody waits for it any more. */
function pauseAfter(error: ApiError, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const timer = setTimeout(done, Math.min(LONGEST_PAUSE_MS, error.retryAfterSeconds * 1000 || PAUSE_MS));
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    signal?.addEventListener("abort", stop, { once: true });
  });
}

async function failure(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as { detail?: unknown; title?: unknown };
  const words = [problem.detail, problem.title].find((text) => typeof text === "string");
  return new ApiError(response.status, words ?? "", Number(response.headers.get("retry-after")) || 0);
}
