import { ShoppingList } from "./shopping-list";

export default function Page() {
  return (
    <main>
      <h1>Shopping list</h1>
      <ShoppingList />
    </main>
  );
}
