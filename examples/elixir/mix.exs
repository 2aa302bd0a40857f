defmodule ShoppingList.MixProject do
  use Mix.Project

  def project do
    [app: :shopping_list, version: "0.1.0", elixir: "~> 1.14", start_permanent: Mix.env() == :prod, deps: []]
  end

  def application do
    [mod: {ShoppingList, []}, extra_applications: [:logger, :inets]]
  end
end
