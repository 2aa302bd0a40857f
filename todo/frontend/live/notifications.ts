/** Whether this browser can notify, and whether the person lets it. */
export function notificationState(): "unsupported" | NotificationPermission {
  return typeof Notification === "undefined" ? "unsupported" : Notification.permission;
}

export function askForNotifications(): Promise<NotificationPermission> {
  return Notification.requestPermission();
}

/** Shows a notice of the system's own, if the person allows it. One with the same tag takes the place of the one before. */
export async function notify(title: string, body: string, tag: string): Promise<void> {
  if (notificationState() !== "granted") {
    return;
  }
  const options = { body, tag, icon: "/icons/icon-192.png" };
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker) {
    await worker.showNotification(title, options);
  } else {
    new Notification(title, options);
  }
}
