"use client";

import { useCallback, useEffect, useState } from "react";

type Item = { id: number; name: string; quantity: number; bought: boolean };

async function call(path: string, method = "GET", body?: unknown): Promise<Response> {
  const answer = await fetch(`/api/items${path}`, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer;
}

export function ShoppingList() {
  const [items, setItems] = useState<Item[]>();
  const [problem, setProblem] = useState("");
  const [name, setName] = useState("");

  const load = useCallback(async (change?: () => Promise<unknown>) => {
    try {
      await change?.();
      setItems((await (await call("")).json()) as Item[]);
      setProblem("");
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : String(failure));
    }
  }, []);

  useEffect(() => void load(), [load]);

  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void load(async () => {
            await call("", "POST", { name: name.trim() });
            setName("");
          });
        }}
      >
        <input
          type="text"
          aria-label="Item"
          placeholder="Bread"
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button>Add</button>
      </form>
      {problem && <p role="alert">{problem}</p>}
      {!items && !problem && <p>Loading…</p>}
      {items?.length === 0 && <p>Nothing to buy yet.</p>}
      <ul>
        {items?.map((item) => (
          <li key={item.id}>
            <label className={item.bought ? "bought" : undefined}>
              <input
                type="checkbox"
                checked={item.bought}
                onChange={() => void load(() => call(`/${item.id}`, "PATCH", { bought: !item.bought }))}
              />{" "}
              {item.name}
            </label>
            <button aria-label={`Remove ${item.name}`} onClick={() => void load(() => call(`/${item.id}`, "DELETE"))}>
              ✕
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
