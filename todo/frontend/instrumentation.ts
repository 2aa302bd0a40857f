/** Runs once, before the server takes its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs" && process.env.NODE_ENV === "production") {
    const { exitUnlessConfigured } = await import("./startup");
    exitUnlessConfigured();
    const { leaveGracefully } = await import("./leaving");
    leaveGracefully();
  }
}
