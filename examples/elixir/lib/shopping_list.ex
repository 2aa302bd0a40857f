defmodule ShoppingList do
  @moduledoc "A list that Erlang's own web server sends."
  use Application
  require Record
  Record.defrecordp(:mod, Record.extract(:mod, from_lib: "inets/include/httpd.hrl"))

  @impl Application
  def start(_type, _args) do
    port = String.to_integer(System.get_env("PORT", "4000"))

    {:ok, _} =
      :inets.start(:httpd,
        port: port,
        bind_address: {0, 0, 0, 0},
        server_name: ~c"shopping-list",
        server_root: ~c"/tmp",
        document_root: ~c"/tmp",
        modules: [ShoppingList]
      )

    Supervisor.start_link([], strategy: :one_for_one)
  end

  # Called by httpd with the request.
  def unquote(:do)(request) do
    shop = System.get_env("SHOP_NAME", "corner")

    {code, body} =
      case mod(request, :request_uri) do
        ~c"/healthz" -> {200, ~s({"status":"ok"})}
        ~c"/items" -> {200, ~s({"shop":"#{shop}","items":["bread","milk"]})}
        _ -> {404, ~s({"error":"not found"})}
      end

    head = [code: code, content_type: ~c"application/json", content_length: Integer.to_charlist(byte_size(body))]
    {:proceed, [{:response, {:response, head, body}}]}
  end
end
