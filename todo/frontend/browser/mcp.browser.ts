import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { expect, test, vi } from "vitest";
import { address, somebody, titles } from "./somebody";

/** A client of the protocol's own SDK, as an assistant on somebody's desk would be. */
async function client(token: string): Promise<Client> {
  const mcp = new Client({ name: "page tests", version: "1" });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await mcp.connect(new StreamableHTTPClientTransport(new URL(`${address}/mcp`), { requestInit }));
  return mcp;
}

test("an MCP client lists and calls all tools, and the page shows what it did", async () => {
  const { context, page, token } = await somebody();
  const mcp = await client(token);
  const expectTitles = (...wanted: string[]) => vi.waitFor(async () => expect(await titles(page)).toEqual(wanted), 10_000);
  async function call(name: string, args: Record<string, unknown>): Promise<unknown> {
    const { content, isError } = await mcp.callTool({ name, arguments: args });
    const [{ text }] = content as [{ text: string }];
    return isError ? { isError, text } : JSON.parse(text);
  }

  const { tools } = await mcp.listTools();
  expect(tools.map(({ name }) => name).toSorted()).toEqual([
    "add_task",
    "complete_task",
    "delete_task",
    "list_tasks",
    "update_task",
  ]);
  expect(tools.find(({ name }) => name === "add_task")?.inputSchema.required).toEqual(["title"]);

  const added = await call("add_task", { title: "Buy milk", priority: "high", due: "2199-05-04", tags: ["home"] });
  expect(added).toEqual({ task_id: 1, status: "created", title: "Buy milk" });
  await expectTitles("Buy milk");
  expect(await call("update_task", { task_id: 1, title: "Buy oat milk", description: "Two" })).toMatchObject({ task_id: 1, status: "updated" });
  await expectTitles("Buy oat milk");
  const found = [{ id: 1, title: "Buy oat milk", description: "Two", completed: false, priority: "high", tags: ["home"] }];
  expect(await call("list_tasks", { status: "pending", search: "oat" })).toMatchObject(found);
  expect(await call("complete_task", { task_id: 1 })).toMatchObject({ task_id: 1, status: "completed" });
  await page.getByLabel("Reopen “Buy oat milk”").waitFor();
  expect(await call("list_tasks", { status: "pending" })).toEqual([]);
  expect(await call("delete_task", { task_id: 1 })).toMatchObject({ task_id: 1, status: "deleted" });
  await page.getByText("Nothing to do yet").waitFor();
  expect(await call("delete_task", { task_id: 1 })).toMatchObject({ isError: true });
  expect(await call("add_task", { title: "x".repeat(201) })).toMatchObject({ isError: true });

  await mcp.close();
  await context.close();
});

test("without a good token there is no MCP, and with another's no task of this person", async () => {
  const ann = await somebody();
  await ann.api("POST", "/tasks", { title: "Feed Ann's cat" });
  const bob = await somebody();
  const mcp = await client(bob.token);
  const { content } = await mcp.callTool({ name: "list_tasks", arguments: {} });
  expect(content).toEqual([{ type: "text", text: "[]" }]);
  await mcp.close();
  await expect(client("rubbish")).rejects.toThrow();
  await ann.context.close();
  await bob.context.close();
});
