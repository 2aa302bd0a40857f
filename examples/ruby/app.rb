require "json"
require "sinatra/base"

class ShoppingList < Sinatra::Base
  set :host_authorization, permitted_hosts: []

  before { content_type :json }

  get "/healthz" do
    {status: "ok"}.to_json
  end

  get "/items" do
    {shop: ENV.fetch("SHOP_NAME", "corner"), items: %w[bread milk]}.to_json
  end
end
