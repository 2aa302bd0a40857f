import { redirect } from "next/navigation";
import { signedIn } from "@/auth/session";
import { Workspace } from "@/workspace/Workspace";

export default async function Page() {
  const person = await signedIn();
  if (!person) {
    redirect("/sign-in");
  }
  return <Workspace person={person} />;
}
