import { authFor } from "@/auth/server";

function handle(request: Request): Promise<Response> {
  return authFor(request.headers).handler(request);
}

export { handle as GET, handle as POST };
