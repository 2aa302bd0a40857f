import { post } from "@/auth/requests";
import type { Task } from "@/tasks/task";
import type { Api } from "@/workspace/api";

const PAGE_SIZE = 100;

export function changeName(name: string): Promise<string | null> {
  return post("update-user", { name });
}

/** Everybody else who is signed in with the old one is signed out. */
export function changePassword(currentPassword: string, newPassword: string): Promise<string | null> {
  return post("change-password", { currentPassword, newPassword, revokeOtherSessions: true });
}

export function signOutEverywhere(): Promise<string | null> {
  return post("revoke-sessions", {});
}

/** The account with all tasks and conversations. */
export function deleteAccount(password: string): Promise<string | null> {
  return post("delete-user", { password });
}

export async function everyTask(api: Api): Promise<Task[]> {
  const all: Task[] = [];
  for (;;) {
    const page = await api.json<Task[]>("GET", `/tasks?status=all&sort=created&limit=${PAGE_SIZE}&offset=${all.length}`);
    all.push(...page);
    if (page.length < PAGE_SIZE) {
      return all;
    }
  }
}
