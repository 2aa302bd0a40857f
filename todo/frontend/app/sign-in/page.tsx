import { redirect } from "next/navigation";
import { Credentials } from "@/auth/Credentials";
import { signedIn } from "@/auth/session";

export default async function SignIn() {
  if (await signedIn()) {
    redirect("/");
  }
  return <Credentials kind="sign-in" />;
}
