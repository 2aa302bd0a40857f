import type { Api } from "@/workspace/api";

/** Has this browser told of reminders while no page is open, where the backend can: it needs keys for that. */
export async function startPush(api: Api): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration?.pushManager) {
    return;
  }
  const { public_key } = await api.json<{ public_key: string | null }>("GET", "/push");
  if (public_key === null) {
    return;
  }
  const key = bytes(public_key);
  let subscription = await registration.pushManager.getSubscription();
  if (subscription && !same(subscription.options.applicationServerKey, key)) {
    // Made for keys that the backend no longer has.
    await subscription.unsubscribe();
    subscription = null;
  }
  subscription ??= await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  await api.json<void>("PUT", "/push", { body: { endpoint, p256dh: keys?.p256dh, auth: keys?.auth } });
}

/** Whoever signs in here next is not told of this person's reminders. */
export async function stopPush(api: Api): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  if (subscription) {
    await subscription.unsubscribe();
    await api.json<void>("DELETE", `/push?endpoint=${encodeURIComponent(subscription.endpoint)}`);
  }
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
}

function same(a: ArrayBuffer | null, b: Uint8Array): boolean {
  const left = a && new Uint8Array(a);
  return left !== null && left.length === b.length && left.every((byte, i) => byte === b[i]);
}
