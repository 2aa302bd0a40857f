/** What everybody tries first (the most frequent ones of eight characters and more in published leaks), in small letters. */
const COMMON = new Set(
  (
    "password password1 password12 password123 passw0rd p@ssword p@ssw0rd qwertyui qwertyuiop qwerty12 qwerty123 1q2w3e4r 1q2w3e4r5t " +
    "1qaz2wsx zaq12wsx q1w2e3r4 asdfghjk asdfghjkl zxcvbnm1 iloveyou sunshine princess football baseball superman " +
    "trustno1 welcome1 whatever starwars computer michelle jennifer jordan23 liverpool chelsea1 pakistan pakistan1 pakistan123 " +
    "karachi1 lahore123 islamabad internet letmein1 admin123 administrator changeme abcd1234 abc12345 a1b2c3d4 aa123456 " +
    "google123 samsung1 charlie1 babygirl metallica corvette mercedes basketball dragon12 monkey12 master12 shadow12"
  ).split(" "),
);
const ROWS = ["01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const FEWEST_DIFFERENT = 4;

/** Whether a password is among those that are guessed first: common, a run of keys, few characters, or the person's own name. */
export function isGuessable(password: string, person: { email?: string; name?: string }): boolean {
  const plain = password.toLowerCase();
  if (COMMON.has(plain) || new Set(plain).size < FEWEST_DIFFERENT) {
    return true;
  }
  if (ROWS.some((row) => row.includes(plain) || (row + row).includes(plain))) {
    return true;
  }
  const own = [person.email ?? "", (person.email ?? "").split("@")[0] ?? "", (person.name ?? "").replaceAll(" ", "")]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 4);
  return own.some((word) => plain === word || plain.replace(/\d+$/, "") === word);
}
