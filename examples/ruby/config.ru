require_relative "app"

run ShoppingList
