import { attemptsIn } from "@/auth/attempts";
import { guarded } from "@/auth/guard";
import { behindGuard, pool } from "@/auth/server";
import { settings } from "@/settings";

function handle(request: Request): Promise<Response> {
  return guarded(request, behindGuard, attemptsIn(pool()), settings.proxies);
}

export { handle as GET, handle as POST };
