// Opens the page without a connection: keeps the page last seen and the files that it needs. No data of the API is kept
// here; the page itself remembers its list.
const CACHE = "todo-1";
const PAGE = "/";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name !== CACHE) {
          await caches.delete(name);
        }
      }
      await self.clients.claim();
      // The page that registered this was loaded before it listened.
      await keepPage().catch(() => undefined);
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate" && url.pathname === PAGE) {
    event.respondWith(page(request));
  } else if (url.pathname.startsWith("/_next/static/") || url.pathname.startsWith("/icons/")) {
    event.respondWith(file(request));
  }
});

// A reminder, while no page is open. A page that is open shows the same one, under the same tag: there is one in the end.
self.addEventListener("push", (event) => {
  const { task_id, title, due_at, all_day } = event.data.json();
  const form = all_day ? { dateStyle: "full" } : { dateStyle: "full", timeStyle: "short" };
  const body = due_at ? new Date(due_at).toLocaleString(self.navigator.language, form) : "";
  event.waitUntil(
    self.registration.showNotification(title, { body, tag: `task-${task_id}`, icon: "/icons/icon-192.png" }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients
      .matchAll({ type: "window" })
      .then((windows) => (windows[0] ? windows[0].focus() : self.clients.openWindow(PAGE))),
  );
});

/** The newest page where there is a connection, else the one last seen. */
async function page(request) {
  try {
    const response = await fetch(request);
    // Somebody who is not signed in is sent elsewhere: that is no page to keep.
    if (response.ok && !response.redirected) {
      await keep(PAGE, response.clone());
    }
    return response;
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept) {
      return kept;
    }
    throw error;
  }
}

/** Files with their content's hash in the name never change. */
async function file(request) {
  const kept = await caches.match(request);
  if (kept) {
    return kept;
  }
  const response = await fetch(request);
  if (response.ok) {
    await keep(request, response.clone());
  }
  return response;
}

async function keepPage() {
  const response = await fetch(PAGE, { credentials: "same-origin" });
  if (!response.ok || response.redirected) {
    return;
  }
  const html = await response.clone().text();
  await keep(PAGE, response);
  const files = new Set(html.match(/\/_next\/static\/[^"'\\ )]+/g) ?? []);
  const cache = await caches.open(CACHE);
  await Promise.all([...files].map((path) => cache.add(path).catch(() => undefined)));
}

async function keep(request, response) {
  const cache = await caches.open(CACHE);
  await cache.put(request, response);
}
