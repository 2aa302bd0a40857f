import { forward } from "@/backend/forward";

/** Where MCP clients find the backend: the application has one address. */
export const dynamic = "force-dynamic";

export { forward as DELETE, forward as GET, forward as POST };
